package site

import (
	"encoding/binary"
	"fmt"
	"html/template"
	"reflect"

	"github.com/rolediff/rolediff/generator/internal/compare"
	"github.com/rolediff/rolediff/generator/internal/publish"
)

// A stock is what a site leaves of its roles for the next build: executing layouts for
// all of them takes longer than writing the pages that the edit of one role changes. It
// is part of the memo, a list of
//
//	the key of what it was made with, or zeros where layouts had to be warned of
//	for each role the key of what it says and all that it places
//
// What has the key that it would have now is the same. A stock that cannot be read, or
// only in part, is one of fewer roles.
type stock struct {
	with  publish.Key
	roles map[publish.Key][]byte
}

func readStock(data []byte) stock {
	s := stock{roles: map[publish.Key][]byte{}}
	r := stockReader{data: data}
	copy(s.with[:], r.take(len(s.with)))
	for len(r.data) > 0 {
		var key publish.Key
		copy(key[:], r.take(len(key)))
		payload := r.bytes()
		if r.bad {
			break
		}
		s.roles[key] = payload
	}
	return s
}

// newStockKey stands for all but a role's own words that goes into what it places.
func (s *Site) newStockKey() publish.Key {
	return shortSum(fmt.Appendf(nil, "%q %s %s %v %+v %v", s.program, s.layouts.Key, s.content.LinksKey, s.engine.marker, *s.engine.info, *s.cfg))
}

// stockKey stands for a role's own words too.
func (s *Site) stockKey(p *compare.Profile, view *RoleView) publish.Key {
	with := s.stockedWith()
	return shortSum(appendInput(with[:], reflect.ValueOf(struct {
		Own  *roleSource
		View *RoleView
	}{newRoleSource(p.Role), view})))
}

// stockUp takes what a role places from the stock, and tells whether it was there.
func (s *Site) stockUp(r *roleData, view *RoleView) bool {
	if len(s.stock.roles) == 0 {
		return false
	}
	payload, ok := s.stock.roles[s.stockKey(r.profile, view)]
	if !ok {
		return false
	}
	in := stockReader{data: payload}
	m := newBareMaterial(view, newSteps(s.cfg, r.profile.Role))
	m.card = template.HTML(in.bytes())
	var cells []cellSource
	for range s.cfg.Dimensions {
		m.cells = append(m.cells, template.HTML(in.bytes()))
	}
	for range s.cfg.Dimensions {
		cell := cellSource{list: in.number() == 1}
		for range in.count() {
			cell.statements = append(cell.statements, string(in.bytes()))
		}
		cells = append(cells, cell)
	}
	fragments := make([]fragment, len(s.engine.classes))
	for i := range fragments {
		f := &fragments[i]
		f.text = in.bytes()
		for range in.count() {
			f.holes = append(f.holes, inner{in.number(), in.number()})
		}
		if !f.holed() {
			in.bad = true
			break
		}
		s.engine.fillAlone(f)
	}
	if in.bad || len(in.data) > 0 {
		return false
	}
	r.material, r.cells, r.fragments = m, cells, fragments
	return true
}

// holed tells whether the holes lie in the text, in order.
func (f *fragment) holed() bool {
	at := 0
	for _, h := range f.holes {
		if h.at < at || h.at > len(f.text) {
			return false
		}
		at = h.at
	}
	return true
}

// appendStock writes the stock of this site. Where layouts have to be warned of, or
// pages take the plain way, the next build tries them again.
func (s *Site) appendStock(dst []byte) []byte {
	with := s.stockedWith()
	if !s.sound {
		with = publish.Key{}
	}
	dst = append(dst, with[:]...)
	for i, r := range s.roles {
		b := appendText(nil, string(r.material.card))
		for _, cell := range r.material.cells {
			b = appendText(b, string(cell))
		}
		b = appendFragments(appendCells(b, r.cells), r.fragments)
		key := s.stockKey(r.profile, s.views[i])
		dst = append(dst, key[:]...)
		dst = appendText(dst, b)
	}
	return dst
}

func appendNumber(b []byte, n int) []byte { return binary.AppendUvarint(b, uint64(n)) }

func appendText[T string | []byte](b []byte, text T) []byte {
	return append(appendNumber(b, len(text)), text...)
}

func appendTexts(b []byte, list []string) []byte {
	b = appendNumber(b, len(list))
	for _, text := range list {
		b = appendText(b, text)
	}
	return b
}

func appendCells(b []byte, cells []cellSource) []byte {
	for _, cell := range cells {
		list := 0
		if cell.list {
			list = 1
		}
		b = appendTexts(appendNumber(b, list), cell.statements)
	}
	return b
}

func appendFragments(b []byte, list []fragment) []byte {
	for _, f := range list {
		b = appendNumber(appendText(b, f.text), len(f.holes))
		for _, h := range f.holes {
			b = appendNumber(appendNumber(b, h.at), h.hole)
		}
	}
	return b
}

// stockReader reads numbers and texts. bad says that there were fewer than expected.
type stockReader struct {
	data []byte
	bad  bool
}

func (r *stockReader) take(n int) []byte {
	if r.bad || n < 0 || n > len(r.data) {
		r.bad = true
		return nil
	}
	out := r.data[:n:n]
	r.data = r.data[n:]
	return out
}

func (r *stockReader) number() int {
	v, n := binary.Uvarint(r.data)
	if r.bad || n <= 0 || v > 1<<31 {
		r.bad = true
		return 0
	}
	r.data = r.data[n:]
	return int(v)
}

// count is a number of what follows, each at least a byte.
func (r *stockReader) count() int {
	n := r.number()
	if n > len(r.data) {
		r.bad = true
		return 0
	}
	return n
}

func (r *stockReader) bytes() []byte { return r.take(r.number()) }
