// Puts comparisons together that have no page of their own: two to six roles,
// named by the hash of compare/index.html#a,b,c in the order to show. It joins
// the stencils of assets/frames.js with the fragments of assets/roles/SLUG.js,
// the way internal/site/join.go does, and must give the same page.
(function () {
  'use strict';
  var rd = window.rolediff = window.rolediff || {};
  var roles = rd.loaded = rd.loaded || {};
  var target = document.getElementById('comparison');
  var status = document.getElementById('compare-status');
  var root = '../', most = 6;
  rd.add = function (slug, data) { roles[slug] = data; };
  if (!target) return;

  // Kinds of sentences, as numbered in internal/compare/difference.go.
  var MOST = 0, LEAST = 1, MORE = 2, LEVEL = 3, REPORTS = 4, NEXT = 5, SAME_BOSS = 6, SAME_NEXT = 7,
    SAME_FAMILY = 8, SAME_TRACK = 9, TRACK = 10, SHARES_ONE = 11,
    SHARES = 12, SHARES_NONE = 13, FAMILY = 14;

  function join(stencil, fill) {
    var out = stencil[0];
    for (var i = 1; i < stencil.length; i += 2) out += fill(stencil[i]) + stencil[i + 1];
    return out;
  }
  function many(set) { return set.length > 1; }
  function has(list, x) { return (list || []).indexOf(x) >= 0; }
  function list(texts, word) {
    var n = texts.length, last = ' ' + (word || 'and') + ' ';
    return texts.map(function (text, i) {
      return (i === 0 ? '' : n === 2 ? last : i === n - 1 ? ',' + last : ', ') + text;
    }).join('');
  }
  function names(set, P, word) { return list(set.map(function (slot) { return P[slot].name; }), word); }
  function slotsOf(P, test) {
    var out = [];
    P.forEach(function (p, i) { if (test(p, i)) out.push(i); });
    return out;
  }
  function sharers(P, d, key) { return slotsOf(P, function (p) { return has(p.keys[d], key); }); }

  function agreement(P, d) {
    var all = true, some = false;
    for (var i = 0; i < P.length; i++) {
      if (!P[i].keys[d].length) return 0;
      P[i].keys[d].forEach(function (key) {
        if (sharers(P, d, key).length === P.length) some = true; else all = false;
      });
    }
    return all ? 2 : some ? 1 : 0;
  }

  function cell(P, slot, d, parts) {
    return join(parts, function (hole) {
      var key = P[slot].keys[d][hole >> 1], set = sharers(P, d, key);
      var state = set.length === P.length ? 'all' : set.length > 1 ? 'some' : 'only';
      if (!(hole & 1)) return state;
      return join(rd.frames.marks[state][P.length], function () {
        return names(set.filter(function (i) { return i !== slot; }), P);
      });
    });
  }

  function spread(P, s) {
    var sp = { scale: s, low: Infinity, high: -1 };
    for (var i = 0; i < P.length; i++) {
      var step = P[i].steps[s];
      if (step < 0) return null;
      sp.low = Math.min(sp.low, step);
      sp.high = Math.max(sp.high, step);
    }
    sp.atLow = slotsOf(P, function (p) { return p.steps[s] === sp.low; });
    sp.atHigh = slotsOf(P, function (p) { return p.steps[s] === sp.high; });
    return sp;
  }

  function inAll(P, field) {
    return (P[0][field] || []).filter(function (slug) {
      return P.every(function (p) { return p.slug !== slug && has(p[field], slug); });
    })[0];
  }

  // What all roles of a set share, as compare.sharedBy says it.
  function shared(P, who) {
    var total = 0, on = [];
    P[who[0]].keys.forEach(function (keys, d) {
      var n = keys.filter(function (key) {
        return who.every(function (i) { return has(P[i].keys[d], key); });
      }).length;
      total += n;
      if (n) on.push(d);
    });
    return { kind: !total ? SHARES_NONE : total === 1 ? SHARES_ONE : SHARES, who: who, count: total, on: on };
  }

  // The same choice and order as compare.Differences makes.
  function sentences(P) {
    var out = [], all = P.map(function (p, i) { return i; }), frames = rd.frames;
    [['reports', REPORTS], ['leads', NEXT]].forEach(function (rel) {
      P.forEach(function (b, j) {
        var who = slotsOf(P, function (a, i) { return i !== j && has(a[rel[0]], b.slug); });
        var same = out.filter(function (s) { return s.kind === rel[1] && s.who.join() === who.join(); })[0];
        if (same) same.whom.push(j);
        else if (who.length) out.push({ kind: rel[1], who: who, whom: [j] });
      });
    });
    out = out.slice(0, 2);
    var spreads = frames.scales.map(function (_, s) { return spread(P, s); });
    spreads.filter(function (sp) { return sp && sp.high > sp.low; })
      .sort(function (a, b) { return (b.high - b.low) - (a.high - a.low) || a.scale - b.scale; })
      .forEach(function (sp) {
        if (P.length === 2) {
          if (out.length < 4) out.push({ kind: MORE, who: sp.atHigh, whom: sp.atLow, scale: sp.scale, step: sp.high, other: sp.low });
        } else if (out.length + 1 < 4) {
          out.push({ kind: MOST, who: sp.atHigh, scale: sp.scale, step: sp.high },
            { kind: LEAST, who: sp.atLow, scale: sp.scale, step: sp.low });
        }
      });
    var boss = inAll(P, 'reports'), next = inAll(P, 'leads');
    if (boss) out.push({ kind: SAME_BOSS, who: all, role: boss });
    else if (next) out.push({ kind: SAME_NEXT, who: all, role: next });
    var best = shared(P, all);
    if (best.kind === SHARES_NONE && P.length > 2) {
      all.forEach(function (i) {
        all.slice(i + 1).forEach(function (j) {
          var s = shared(P, [i, j]);
          if (s.count > best.count) best = s;
        });
      });
    }
    out.push(best);
    var tracks = [];
    frames.tracks.forEach(function (t, i) {
      var on = slotsOf(P, function (p) { return p.track === t.key; });
      if (on.length) tracks.push({ kind: on.length === P.length ? SAME_TRACK : TRACK, who: on, track: i });
    });
    if (out.length + tracks.length <= 6 || tracks.length === 1 && tracks[0].kind === SAME_TRACK) out = out.concat(tracks);
    var families = [], told = {};
    P.forEach(function (p) {
      if (!p.family || told[p.family]) return;
      told[p.family] = true;
      var who = slotsOf(P, function (q) { return q.family === p.family; });
      families.push({ kind: who.length === P.length ? SAME_FAMILY : FAMILY, who: who });
    });
    if (out.length + families.length <= 6 || families.length && families[0].kind === SAME_FAMILY) out = out.concat(families);
    var level = spreads.filter(function (sp) { return sp && sp.high === sp.low; });
    if (level.length) out.push({ kind: LEVEL, who: all, level: level });
    return out.slice(0, 6);
  }

  // The holes of a sentence, as numbered in internal/site/forms.go.
  function sentence(P, s) {
    var frames = rd.frames, scale = frames.scales[s.scale];
    return join(frames.sentences[P.length][s.kind][many(s.who) ? 1 : 0], function (hole) {
      switch (hole) {
        case 0: return names(s.who, P);
        case 1: return names(s.whom, P, 'or');
        case 2:
          if (s.kind === SAME_FAMILY || s.kind === FAMILY) return frames.families.filter(function (f) { return f.key === P[s.who[0]].family; })[0].label;
          if (s.kind === TRACK || s.kind === SAME_TRACK) return frames.tracks[s.track].label;
          return s.kind === MOST ? scale.most : s.kind === LEAST ? scale.least : scale.more;
        case 3: return list(s.level.map(function (sp) {
          return frames.scales[sp.scale].label + ' (' + frames.scales[sp.scale].steps[sp.low] + ')';
        }));
        case 4: return scale.steps[s.step];
        case 5: return scale.steps[s.other];
        case 6: return P[0].others[s.role];
        case 7: return String(s.count);
        case 8: return list(s.on.map(function (d) { return frames.dimensions[d]; }));
      }
      return '';
    });
  }

  function note(P) {
    var sorted = P.slice().sort(function (a, b) { return a.slug < b.slug ? -1 : 1; });
    var key = sorted.slice(1).map(function (p) { return p.slug; }).join(',');
    return (sorted[0].notes || {})[key] || '';
  }

  var PAIRS = [[0, 1], [0, 2], [1, 2]];
  function href(slugs) {
    slugs = slugs.slice().sort();
    return rd.href ? rd.href(slugs, root) : root + 'compare/index.html#' + slugs.join(',');
  }

  // The holes of a page, as numbered in internal/site/holes.go.
  function pageHole(P, hole) {
    var kind = Math.floor(hole / 1000), i = hole % 1000;
    switch (kind) {
      case 1: return sentences(P).map(function (s) { return sentence(P, s); }).join('');
      case 3: return note(P);
      case 4: return ['different', 'partly', 'same'][agreement(P, i)];
      case 5: return rd.frames.agreements[P.length][agreement(P, i)];
      case 6: return href(PAIRS[i].map(function (slot) { return P[slot].slug; }));
    }
    return '';
  }

  function page(P) {
    return join(rd.frames.blocks[P.length], function (hole) {
      if (hole < 0) return pageHole(P, -hole);
      var slot = Math.floor(hole / 1000), cls = hole % 1000, fragment = P[slot].fragments[cls];
      return typeof fragment === 'string' ? fragment : cell(P, slot, rd.frames.cells[cls], fragment);
    });
  }

  // Calls done once the script is there, or failed.
  function load(src, there, done) {
    if (there()) return done();
    var script = document.createElement('script');
    script.src = root + 'assets/' + src;
    script.onload = script.onerror = function () { done(); };
    document.head.appendChild(script);
  }

  function wanted() {
    var hash = location.hash.slice(1).split('&')[0], out = [];
    try { hash = decodeURIComponent(hash); } catch (e) { /* as it is */ }
    hash.split(',').forEach(function (slug) {
      if (/^[a-z0-9-]+$/.test(slug) && !has(out, slug)) out.push(slug);
    });
    return out;
  }

  var shown = null;
  function show() {
    var slugs = wanted(), asked = slugs.join(), cut = slugs.length > most;
    slugs = slugs.slice(0, most);
    if (asked === shown) return;
    var left = slugs.length + 1;
    function ready() {
      if (--left) return;
      var P = [], unknown = [];
      slugs.forEach(function (slug) {
        var r = roles[slug];
        if (!r) return unknown.push(slug);
        r.slug = slug;
        P.push(r);
      });
      shown = asked;
      var say = '';
      if (unknown.length) say = 'Not found: ' + unknown.join(', ') + '. ';
      if (cut) say += 'Only the first ' + most + ' are shown. ';
      if (P.length < 2 || !rd.frames) {
        // In the single file every page is at hand.
        target.innerHTML = (rd.pages || {})[slugs[0] || ''] || '';
        status.textContent = target.firstChild ? '' : say + (P.length === 1 ? 'Choose one more to compare with ' + P[0].title + '.' : 'Choose two to six to put side by side.');
      } else if (!rd.frames.blocks[P.length]) {
        target.innerHTML = '';
        status.textContent = say + 'This site cannot put them together in the browser.';
      } else {
        target.innerHTML = page(P);
        document.title = P.map(function (p) { return p.title; }).join(' vs ');
        status.textContent = say;
        var own = href(P.map(function (p) { return p.slug; }));
        if (P.length <= 3 && own.indexOf('.html') > 0 && own.indexOf('compare/index.html') < 0) {
          var link = document.createElement('a');
          link.href = own;
          link.textContent = 'This comparison has a page of its own';
          status.appendChild(link);
        }
      }
      document.body.classList.toggle('filled', P.length > 1);
      if (rd.enhance) rd.enhance(target);
    }
    load('frames.js', function () { return rd.frames; }, ready);
    slugs.forEach(function (slug) {
      load('roles/' + slug + '.js', function () { return roles[slug]; }, ready);
    });
  }
  // What a list of slugs, with commas, looks like. For tests and the single file.
  rd.page = function (list) {
    return page(list.split(",").map(function (slug) { roles[slug].slug = slug; return roles[slug]; }));
  };
  window.addEventListener('hashchange', show);
  load('roles.js', function () { return rd.roles; }, show);
})();
