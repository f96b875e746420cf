package site

import (
	"bytes"
	"encoding/binary"
	"maps"
	"slices"

	"github.com/rolediff/rolediff/generator/internal/config"
	"github.com/rolediff/rolediff/generator/internal/publish"
)

// A memo says of each role what trios are made of. Nearly all files are trios, and
// two memos tell at a glance which of them an edit leaves as they are: hashing the
// inputs of each takes longer than writing those that change. A memo is
//
//	the engine's sum
//	a hash of all slugs, and of the trios with a note
//	for each role its own key, its key in pages that lead to it, and its nearest
//
// Which others a trio leads to depends on the three nearest of each role at the
// most, as two of them can be on the page, and on the role behind the last one.
const nearestInTrio = 3

// roleMemo has exported fields because package binary fills it.
type roleMemo struct {
	Own, Linked publish.Key
	Nearest     [nearestInTrio]uint16 // places; all bits for none
}

var roleMemoSize = binary.Size(roleMemo{})

// Memo is what an earlier build leaves for Since and for New: a memo of trios, with
// its length before it, and a stock.
func (s *Site) Memo() []byte {
	return s.appendStock(appendText(nil, s.memo()))
}

// cutMemo parts the two. What is none has neither.
func cutMemo(memo []byte) (trios, stocked []byte) {
	r := stockReader{data: memo}
	trios = r.bytes()
	return trios, r.data
}

// memo is what Since asks of an earlier snapshot. There is none where pages depend
// on which others there are.
func (s *Site) memo() []byte {
	if s.cfg.Pairs != config.PolicyAll || s.cfg.Trios != config.PolicyAll || len(s.roles) >= 1<<16-1 {
		return nil
	}
	var names []byte
	for i := range s.roles {
		names = append(append(names, s.slug(i)...), 0)
	}
	byPlace := func(a, b noteKey) int { return slices.Compare(a[:], b[:]) }
	for _, key := range slices.SortedFunc(maps.Keys(s.notes), byPlace) {
		for _, place := range key {
			names = binary.LittleEndian.AppendUint32(names, uint32(place))
		}
	}
	sum := shortSum(names)
	out := append(append([]byte(nil), s.engine.sum[:]...), sum[:]...)
	for i, keys := range s.keys() {
		m := roleMemo{Own: keys.own, Linked: keys.linked[3]}
		for k := range m.Nearest {
			m.Nearest[k] = 1<<16 - 1
			if k < len(s.nearest[i]) {
				m.Nearest[k] = uint16(s.nearest[i][k].Index)
			}
		}
		out, _ = binary.Append(out, binary.LittleEndian, m) // the type has a fixed size
	}
	return out
}

// Since tells which trios are made of the same as in the snapshot that left a memo,
// or nothing where that had other layouts, roles or notes.
func (s *Site) Since(memo []byte) func(publish.File) bool {
	memo, _ = cutMemo(memo)
	mine := s.memo()
	head := len(mine) - len(s.roles)*roleMemoSize
	if mine == nil || len(memo) != len(mine) || !bytes.Equal(memo[:head], mine[:head]) {
		return nil
	}
	n := len(s.roles)
	was, is := make([]roleMemo, n), make([]roleMemo, n)
	for _, m := range []struct {
		from []byte
		to   []roleMemo
	}{{memo, was}, {mine, is}} {
		if _, err := binary.Decode(m.from[head:], binary.LittleEndian, m.to); err != nil {
			return nil
		}
	}
	relinked, changed, noted := make([]bool, n+1), make([]bool, n), make([]bool, n)
	for i := range n {
		relinked[i] = was[i].Linked != is[i].Linked
	}
	for i := range n {
		changed[i] = was[i].Own != is[i].Own || was[i].Nearest != is[i].Nearest ||
			slices.ContainsFunc(is[i].Nearest[:], func(k uint16) bool { return int(k) < n && relinked[k] })
	}
	for key := range s.notes {
		noted[key[0]] = noted[key[0]] || key[2] >= 0
	}
	return func(f publish.File) bool {
		trio, ok := f.(*file)
		if !ok || trio.n != 3 {
			return false
		}
		a, b, c := trio.roles[0], trio.roles[1], trio.roles[2]
		return !changed[a] && !changed[b] && !changed[c] && !relinked[c+1] && !noted[a]
	}
}
