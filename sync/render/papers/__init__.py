"""The papers of the programme as .docx: what each says, how it looks, and how a template is filled."""
