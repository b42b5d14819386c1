// Text as spreadsheets exchange it: cells parted by tabs, rows by line breaks, quotes around what holds either.

export function toTable(text) {
  const rows = [[]];
  const pattern = /("(?:[^"]|"")*"|[^\t\r\n]*)(\t|\r\n|\n|\r|$)/y;
  while (pattern.lastIndex <= text.length) {
    const match = pattern.exec(text);
    if (!match) return plainTable(text);
    rows.at(-1).push(unquoted(match[1]));
    if (pattern.lastIndex >= text.length) {
      if (match[2] === "\t") rows.at(-1).push("");
      break;
    }
    if (match[2] !== "\t") rows.push([]);
  }
  return rows;
}

function plainTable(text) {
  return text.replace(/\r?\n$/, "").split(/\r\n|\n|\r/).map((line) => line.split("\t"));
}

function unquoted(text) {
  return text.length > 1 && text.startsWith('"') && text.endsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text;
}

export function fromTable(rows) {
  return rows.map((row) => row.map(quoted).join("\t")).join("\n");
}

function quoted(text) {
  return /[\t\r\n]|^"/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
