package compare

import (
	"slices"

	"github.com/rolediff/rolediff/generator/internal/role"
)

// Move is what changes for a person who moves from one role of a pair to the
// other.
type Move struct {
	From, To int     // slots
	Next     bool    // To is a next step of From; else it is only a comparison
	Up, Down []int   // scales on which To stands higher, lower
	New      []Place // statements of lists that only To makes
	Gone     []Place // statements of lists that only From makes
}

// Place is one statement of a role: its dimension and its number there.
type Place struct{ Dimension, Statement int }

// Moving describes the move between two profiles in the direction that people
// take: along leads_to, else towards the role that stands higher on more scales,
// else in canonical order.
func Moving(a, b *Profile) Move {
	var m Move
	m.Set(a, b)
	return m
}

// Set is Moving into the memory of an earlier move.
func (m *Move) Set(a, b *Profile) {
	*m = Move{From: 0, To: 1, Up: m.Up[:0], Down: m.Down[:0], New: m.New[:0], Gone: m.Gone[:0]}
	if backwards(a, b) {
		m.From, m.To = 1, 0
		a, b = b, a
	}
	m.Next = slices.Contains(a.facts.leadsTo, b.facts.self)
	for s, from := range a.facts.scales {
		to := b.facts.scales[s]
		switch {
		case from == role.NotStated || to == role.NotStated:
		case to > from:
			m.Up = append(m.Up, s)
		case to < from:
			m.Down = append(m.Down, s)
		}
	}
	for d := range a.Cells {
		if a.Role.Dimensions[d].List && b.Role.Dimensions[d].List {
			m.New = onlyIn(m.New, b, a, d)
			m.Gone = onlyIn(m.Gone, a, b, d)
		}
	}
}

func backwards(a, b *Profile) bool {
	if slices.Contains(a.facts.leadsTo, b.facts.self) {
		return false
	}
	if slices.Contains(b.facts.leadsTo, a.facts.self) {
		return true
	}
	higher := 0
	for s, from := range a.facts.scales {
		if to := b.facts.scales[s]; from != role.NotStated && to != role.NotStated {
			switch {
			case to > from:
				higher++
			case to < from:
				higher--
			}
		}
	}
	return higher < 0
}

func onlyIn(dst []Place, in, other *Profile, d int) []Place {
	for i, key := range in.Cells[d] {
		if !slices.Contains(other.Cells[d], key) {
			dst = append(dst, Place{d, i})
		}
	}
	return dst
}
