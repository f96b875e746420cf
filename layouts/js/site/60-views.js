// Views of a comparison's table: all rows, those that differ, those that agree.
// The view is kept in the hash, behind the roles on compare/.
(rd => {
  const {el, set} = rd;
  const hides = {all: 'none', differences: 'same', similarities: 'different'};
  const parts = view => location.hash.slice(1).split('&').filter(p => p && p.startsWith('view=') == view);
  let apply = () => {};

  // Puts the tools in front of the table of a comparison, if there is one inside.
  rd.enhance = scope => {
    const rows = [...scope.querySelectorAll('.rows tbody tr')];
    rows.forEach(({cells: [th], classList}) => // the mark at its head tells, see partials/agreement.html
      classList.add(th.querySelector('b') ? 'same' : th.querySelector('i') ? 'partly' : 'different'));
    if (!rows[0]) return;
    const hidden = view => rows.filter(r => r.matches('.' + hides[view])).length;
    const buttons = Object.keys(hides).map(view => {
      const n = hidden(view), name = view[0].toUpperCase() + view.slice(1);
      return el('button', {type: 'button', value: view, click: () => {
        // "view=all" and not an empty hash, which would scroll to the top.
        location.replace('#' + [...parts(false), 'view=' + view].join('&'));
        apply();
      }}, name, view == 'all' ? '' : el('small', {}, `, hides ${n || 'no'} row${n == 1 ? '' : 's'}`));
    });
    const status = el('p', {role: 'status'}), say = text => { status.textContent = text; };
    apply = () => {
      const wanted = (parts(true)[0] || '').slice(5), view = buttons.some(b => b.value == wanted) ? wanted : 'all';
      rows.forEach(r => { r.hidden = r.matches('.' + hides[view]); });
      buttons.forEach(b => set(b, {'aria-pressed': b.value == view}));
      say(hidden(view) ? `${rows.length - hidden(view)} of ${rows.length} rows` : '');
    };
    apply();
    const table = rows[0].closest('table');
    let place = table;
    while (place.parentElement.children.length == 1) place = place.parentElement;
    place.before(el('div', {class: 'tools'},
      el('div', {role: 'group', 'aria-label': 'Rows'}, ...buttons),
      el('div', {role: 'group', 'aria-label': 'Take it along'}, ...rd.copies(table, say)),
      status));
  };
  addEventListener('hashchange', () => apply());
  addEventListener('DOMContentLoaded', () => rd.enhance(document));
})(rolediff);
