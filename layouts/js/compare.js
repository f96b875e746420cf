// Puts comparisons together that have no page of their own: two to six roles,
// named by the hash of compare/index.html#a,b,c in the order to show. It joins
// the stencils of assets/frames.js with the fragments of assets/roles/SLUG.js,
// the way internal/site/join.go does, and must give the same page.
(rd => {
  const roles = rd.loaded = rd.loaded || {}, most = 6, root = '../';
  const target = document.getElementById('comparison'), status = document.getElementById('compare-status');
  rd.add = (slug, data) => { roles[slug] = data; };
  if (!target) return;

  // Forms of sentences, as numbered in internal/compare/difference.go and behind
  // them in internal/site/forms.go.
  const [MOST, MORE, LEVEL, REPORTS, NEXT, REPORTS_NEXT, SAME_BOSS, SAME_NEXT, SAME_FAMILY, SAME_TRACK, TRACK,
    SHARES_ONE, SHARES, ALL_SHARE_ONE, ALL_SHARE, SHARES_NONE, FAMILY, LEVEL_ALL, SHARES_THIS, ALL_SHARE_THIS] = Array(20).keys();

  // Stencils and forms are arrays: text, hole, text, hole, ... text.
  const join = (stencil, fill) => stencil.map((part, i) => i % 2 ? fill(part) : part).join('');
  const list = (texts, word = 'and') => texts.map((text, i, {length: n}) =>
    (!i ? '' : i < n - 1 ? ', ' : (n > 2 ? ', ' : ' ') + word + ' ') + text).join('');
  const names = (set, P, word) => list(set.map(slot => P[slot].name), word);
  const slots = (P, test) => [...P.keys()].filter(i => test(P[i], i));
  const sharers = (P, d, key) => slots(P, p => p.keys[d].includes(key));
  const bySlug = P => [...P].sort((a, b) => a.slug < b.slug ? -1 : 1);

  // 2: all statements are shared by all, 1: some, 0: none.
  const agreement = (P, d) => {
    const shared = P.flatMap(p => p.keys[d].map(key => sharers(P, d, key)[P.length - 1] >= 0));
    return !shared.includes(true) ? 0 : shared.includes(false) ? 1 : 2;
  };

  const cell = (P, slot, d, parts) => join(parts, hole => {
    const set = sharers(P, d, P[slot].keys[d][hole >> 1]);
    const state = set.length == P.length ? 'all' : set[1] >= 0 ? 'some' : 'only';
    return hole % 2 ? join(rd.frames.marks[state][P.length], () => names(set.filter(i => i != slot), P)) : state;
  });

  // What all roles of a set share, as compare.shares says it.
  const shared = (P, who) => {
    const all = who.length == P.length;
    const counts = P[who[0]].keys.map((keys, d) => keys.filter(key => who.every(i => P[i].keys[d].includes(key))).length);
    const count = counts.reduce((a, b) => a + b);
    const on = [...counts.keys()].filter(d => counts[d]), {keys, said} = P[who[0]];
    // A single one is named when it is short and fits as it is, as sentenceForm says.
    const text = count == 1 && said[on] && said[on][keys[on].findIndex(key => who.every(i => P[i].keys[on].includes(key)))];
    const brief = text && /^[^<]{0,59}[^<.]$/u.test(text);
    return {
      who, count, on, text,
      kind: !count ? SHARES_NONE : count > 1 ? all ? ALL_SHARE : SHARES :
        brief ? all ? ALL_SHARE_THIS : SHARES_THIS : all ? ALL_SHARE_ONE : SHARES_ONE,
    };
  };

  // The same choice and order as compare.Differences makes.
  const sentences = P => {
    const all = [...P.keys()], {scales, tracks} = rd.frames, limit = P[2] ? 4 : 6;
    let out = [];
    [['reports', REPORTS], ['leads', NEXT]].forEach(([field, kind]) => all.forEach(j => {
      const who = slots(P, (a, i) => i != j && a[field].includes(P[j].slug));
      const same = out.find(s => s.kind == kind && '' + s.who == who);
      if (same) same.whom.push(j);
      else if (who[0] >= 0) out.push({kind, who, whom: [j]});
    }));
    out = out.filter(s => {
      const boss = s.kind == NEXT && !s.whom[1] && out.find(r => r.kind == REPORTS && '' + r.who == s.who && '' + r.whom == s.whom);
      if (boss) boss.kind = REPORTS_NEXT;
      return !boss;
    }).slice(0, 2);
    const spreads = scales.map((_, scale) => {
      const steps = P.map(p => p.steps[scale]), low = Math.min(...steps), high = Math.max(...steps);
      return {scale, low, high, who: slots(P, p => p.steps[scale] == high), whom: slots(P, p => p.steps[scale] == low)};
    }).filter(sp => sp.low >= 0);
    spreads.filter(sp => sp.high > sp.low).sort((a, b) => b.high - b.low - a.high + a.low || a.scale - b.scale)
      .forEach(sp => { if (out.length < (P[2] ? 3 : 4)) out.push({kind: P.length > 2 ? MOST : MORE, ...sp}); });
    const inAll = field => P[0][field].find(slug => P.every(p => p.slug != slug && p[field].includes(slug)));
    const apart = out.some(s => s.kind == REPORTS || s.kind == REPORTS_NEXT);
    const boss = !apart && inAll('reports'), role = boss || inAll('leads');
    if (role) out.push({kind: boss ? SAME_BOSS : SAME_NEXT, who: all, role});
    let best = shared(P, all);
    if (!best.count && P[2]) {
      all.forEach(i => all.slice(i + 1).forEach(j => {
        const two = shared(P, [i, j]);
        if (two.count > best.count) best = two;
      }));
    }
    out.push(best);
    // One sentence for all, or all of one for each where there is room.
    const group = (groups, one, some) => {
      const same = groups[0] && groups[0].who.length == P.length;
      if (out.length < limit && (same || out.length + groups.length <= limit)) groups.forEach(g => out.push({kind: same ? one : some, ...g}));
    };
    const of = (field, key) => ({who: slots(P, p => p[field] == key)});
    group(tracks.map((t, track) => ({track, ...of('track', t.key)})).filter(g => g.who[0] >= 0), SAME_TRACK, TRACK);
    group([...new Set(P.map(p => p.family))].filter(f => f).map(f => of('family', f)), SAME_FAMILY, FAMILY);
    const level = spreads.filter(sp => sp.high == sp.low);
    const {length: count} = level;
    if (count) out.push({kind: count > 2 && !scales[count] ? LEVEL_ALL : LEVEL, who: all, level, count});
    return out.slice(0, limit);
  };

  // The holes of a sentence, as numbered in internal/site/forms.go.
  const sentence = (P, s) => {
    const {scales, sentences, families, tracks, dimensions} = rd.frames, scale = scales[s.scale];
    return join(sentences[P.length][s.kind][s.who[1] ? 1 : 0], hole => ([
      () => names(s.who, P),
      () => names(s.whom, P, s.kind == MOST ? 'and' : 'or'),
      () => s.kind == MOST ? scale.most : s.kind == MORE ? scale.more :
        (s.track >= 0 ? tracks[s.track] : families.find(f => f.key == P[s.who[0]].family)).label,
      () => list(s.level.map(({scale, low}) => `${scales[scale].label} (${scales[scale].steps[low]})`)),
      () => scale.steps[s.high],
      () => scale.steps[s.low],
      () => P[0].others[s.role],
      () => rd.frames.numbers[s.count] || s.count,
      () => list(s.on.map(d => dimensions[d])),
    ][hole] || (() => hole > 16 ? scale.least : s.text))());
  };

  // What changes between two roles, in the direction that compare.Moving takes.
  const moving = P => {
    const {scales, moving, items} = rd.frames;
    let [a, b] = bySlug(P);
    const steps = scales.map((_, s) => a.steps[s] < 0 || b.steps[s] < 0 ? 0 : Math.sign(b.steps[s] - a.steps[s]));
    const back = !a.leads.includes(b.slug) && (b.leads.includes(a.slug) || steps.reduce((x, y) => x + y, 0) < 0);
    if (back) [a, b] = [b, a];
    const item = (i, holes) => join(items[i], hole => holes[hole]);
    const towards = sign => scales.map(({label, steps: words}, s) => steps[s] != (back ? -sign : sign) ? '' :
      item(0, {3: label, 10: words[a.steps[s]], 11: words[b.steps[s]]})).join('');
    const only = (p, q) => p.said.map((texts, d) => !texts || !q.said[d] ? '' : texts.map((text, i) =>
      q.keys[d].includes(p.keys[d][i]) ? '' : item(1, {16: text})).join('')).join('');
    const parts = [towards(1), towards(-1), only(b, a), only(a, b)];
    return join(moving[[...parts, a.leads.includes(b.slug)].reduce((bits, part, i) => bits + (part ? 1 << i : 0), 0)], hole => [a.name, b.name, ...parts][hole - 10]);
  };

  const note = P => {
    const [first, ...others] = bySlug(P);
    return (first.notes || {})[others.map(p => p.slug)] || '';
  };

  // The holes of a page, as numbered in internal/site/holes.go.
  const pageHole = (P, kind, i) => [
    () => sentences(P).map(s => sentence(P, s)).join(''),
    () => P[2] ? '' : moving(P),
    () => note(P),
    () => ['different', 'partly', 'same'][agreement(P, i)],
    () => rd.frames.agreements[P.length][agreement(P, i)],
    () => rd.href(P.filter((_, slot) => slot != i).map(p => p.slug), root),
  ][kind - 1]();

  const page = P => join(rd.frames.blocks[P.length], hole => {
    const kind = Math.floor(Math.abs(hole) / 1000), i = Math.abs(hole) % 1000;
    if (hole < 0) return pageHole(P, kind, i);
    const fragment = P[kind].fragments[i];
    return fragment.trim ? fragment : cell(P, kind, rd.frames.cells[i], fragment);
  });
  // What some roles look like side by side. For tests, too.
  rd.page = slugs => page(slugs.split(',').map(slug => Object.assign(roles[slug], {slug})));

  let shown;
  const show = () => {
    const asked = [...new Set(location.hash.slice(1).split('&')[0].split(/,|%2c/i))].filter(s => /^[a-z0-9-]+$/.test(s));
    const slugs = asked.slice(0, most), now = '' + asked;
    if (now == shown) return;
    shown = now;
    const data = [rd.load('roles.js', 'roles'), rd.load('frames.js', 'frames'), ...slugs.map(slug => rd.load(`roles/${slug}.js`, slug, roles))];
    Promise.allSettled(data).then(() => {
      if (now != shown) return;
      const found = slugs.filter(slug => roles[slug]), unknown = slugs.filter(slug => !roles[slug]);
      const filled = !!(found[1] && rd.frames && rd.frames.blocks[found.length]);
      const say = (unknown[0] ? `Not found: ${unknown.join(', ')}. ` : '') + (asked[most] ? `Only the first ${most} are shown. ` : '');
      // In the single file every page is at hand.
      target.innerHTML = filled ? rd.page('' + found) : (rd.pages || {})[slugs[0] || ''] || '';
      status.textContent = filled ? say : target.firstChild ? '' :
        say + (found[1] && rd.frames ? 'This site cannot put them together in the browser.' : found[0] ? `Choose one more to compare with ${roles[found[0]].title}.` : 'Choose two to six to put side by side.');
      const own = filled && rd.href(found, root);
      if (filled) document.title = found.map(slug => roles[slug].title).join(' vs ');
      if (own && own.endsWith('.html')) status.append(rd.el('a', {href: own}, 'This comparison has a page of its own'));
      document.body.classList.toggle('empty', !target.firstChild);
      rd.enhance(target);
    });
  };
  addEventListener('hashchange', show);
  show();
})(window.rolediff = window.rolediff || {});
