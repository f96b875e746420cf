// Taking a table along: as Markdown, as CSV, or its address. What is copied are
// the rows that are shown. The marks ("also X") stay behind: the words that roles
// share stand in both columns anyhow.
(rd => {
  // The statements of a cell, as people read them.
  const texts = cell => {
    const copy = cell.cloneNode(true);
    copy.querySelectorAll('b, i').forEach(mark => mark.remove()); // markdown makes strong and em
    const items = [...copy.querySelectorAll('li')];
    return (items[0] ? items : [copy]).map(e => e.textContent.replace(/\s+/g, ' ').trim());
  };
  const table = (from, cell) => [...from.rows].filter(r => !r.hidden).map(r => [...r.cells].map(c => cell(texts(c))));

  // A table as Markdown knows it: one line a row, <br> between statements.
  rd.markdown = from => {
    const escape = text => text.replace(/[\\`*_[\]<>|~]|&(?=#?\w+;)/g, '\\$&');
    const rows = table(from, cell => cell.map(escape).join('<br>')).map(r => `| ${r.join(' | ')} |\n`);
    rows.splice(1, 0, '|' + ' --- |'.repeat(from.rows[0].cells.length) + '\n');
    return rows.join('');
  };

  // RFC 4180: every cell quoted, lines end in CRLF, a line feed between statements.
  // A cell that a spreadsheet would run as a formula gets an apostrophe in front.
  rd.csv = from => table(from, cell => {
    const text = cell.join('\n');
    return `"${/^[=+@-]/.test(text) ? "'" : ''}${text.replace(/"/g, '""')}"`;
  }).map(r => r + '\r\n').join('');

  // Promises to have put a text on the clipboard, by the old way where the new
  // one is missing or refused.
  const copy = text => new Promise(done => done(navigator.clipboard.writeText(text))).catch(() => {
    const focused = document.activeElement, area = rd.el('textarea', {class: 'quiet'}, text);
    document.body.append(area);
    area.select();
    const done = document.execCommand('copy');
    area.remove();
    focused.focus();
    if (!done) throw done;
  });

  // The buttons; say tells the reader what has happened.
  rd.copies = (from, say) => [
    ['Copy as Markdown', 'Table copied as Markdown', rd.markdown],
    ['Copy as CSV', 'Table copied as CSV', rd.csv],
    ['Copy link', 'Link copied', () => location.href],
  ].map(([name, done, make]) => rd.el('button', {type: 'button', click: () =>
    copy(make(from)).then(() => say(done), () => say('This browser does not allow copying'))}, name));
})(rolediff);
