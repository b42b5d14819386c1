// What the page says in words: whether everything is saved, and what went wrong.

export class Status {
  constructor() {
    this.state = document.getElementById("state");
    this.words = document.getElementById("words");
    document.getElementById("hush").addEventListener("click", () => this.clear());
  }

  reading(writes) {
    this.state.textContent = writes ? "Сохранено" : "Только просмотр";
  }

  saving(waiting, problem) {
    this.state.classList.toggle("held", problem !== null);
    this.state.textContent = problem ? held(waiting, problem) : waiting ? "Сохраняется…" : "Сохранено";
  }

  say(text) {
    this.words.firstElementChild.textContent = text;
    this.words.hidden = false;
  }

  clear() {
    this.words.hidden = true;
    this.words.firstElementChild.textContent = "";
  }
}

function held(waiting, problem) {
  const count = `Ждут отправки ячеек: ${waiting}.`;
  if (problem.status === 401 || problem.more.stale) return `Сеанс закончился: войдите ещё раз в другой вкладке, изменение не потеряно. ${count}`;
  return `Нет связи: изменение не потеряно, повторяем. ${count}`;
}
