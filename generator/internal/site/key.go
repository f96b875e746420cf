package site

import (
	"crypto/sha256"
	"encoding/binary"

	"github.com/rolediff/rolediff/generator/internal/config"
	"github.com/rolediff/rolediff/generator/internal/publish"
)

// roleKeys stand for what one role puts into comparisons. They are made once a
// snapshot, as they cover the titles of other roles, and leave little to hash for
// each of the many pages.
type roleKeys struct {
	own    publish.Key    // of all that it puts into its own comparisons
	linked [4]publish.Key // by the number of roles: into those that lead to it
}

func (s *Site) newRoleKeys() []roleKeys {
	out := make([]roleKeys, len(s.roles))
	var b []byte
	for i, r := range s.roles {
		b = append(append(b[:0], r.sum[:]...), r.plainSum[:]...)
		for _, list := range [][]string{r.profile.Role.ReportsTo, r.profile.Role.LeadsTo} {
			for _, slug := range list {
				if k, ok := s.content.Roles.Index(slug); ok {
					b = append(append(b, s.roles[k].material.name...), 0)
				}
			}
		}
		out[i].own = shortSum(b)
		for n := 2; n < len(out[i].linked); n++ {
			b = append(append(b[:0], r.profile.Role.Slug...), 0)
			if frame := s.engine.frames[n]; frame.plain {
				b = append(b, r.plainSum[:]...)
			} else {
				for _, class := range frame.linked {
					b = append(append(b, r.fragments[class].text...), 0)
				}
			}
			out[i].linked[n] = shortSum(b)
		}
	}
	return out
}

func shortSum(b []byte) publish.Key {
	sum := sha256.Sum256(b)
	return publish.Key(sum[:16])
}

// comparisonKey hashes what a comparison is made from: the frames, its roles,
// the roles it leads to, and its note.
func (s *Site) comparisonKey(roles []int) publish.Key {
	j := s.prepare(roles...)
	defer j.done()
	keys := s.keys()
	var buf [512]byte
	b := append(buf[:0], s.engine.sum[:]...)
	for _, i := range j.index[:j.n] {
		b = append(b, keys[i].own[:]...)
	}
	for _, i := range j.index[j.n : j.n+s.engine.extras.of(j.n)] {
		b = append(b, keys[i].linked[j.n][:]...)
	}
	if j.note != nil {
		sum := s.notes[newNoteKey(roles)].sum
		b = append(b, sum[:]...)
	}
	if s.cfg.Pairs != config.PolicyAll || s.cfg.Trios != config.PolicyAll {
		b = s.appendLinks(b, j)
	}
	return shortSum(b)
}

// appendLinks adds where the links of a page lead, which depends on what other
// comparisons there are.
func (s *Site) appendLinks(b []byte, j *joiner) []byte {
	extras := s.engine.extras.of(j.n)
	for i := range min(j.n, extras) {
		b = j.appendPageHole(b, holeSwapHref+i)
	}
	for i := range max(extras-j.n, 0) {
		b = j.appendPageHole(b, holeThirdHref+i)
	}
	for i := range pairsOfTrio {
		if j.n == 3 {
			b = j.appendPageHole(b, holePairHref+i)
		}
	}
	return b
}

// hash covers what a role puts into comparison pages. Formatting all of it would
// take as long as making the fragments, so only its lengths are written in numbers.
func (r *roleData) hash() [sha256.Size]byte {
	b := appendCells(appendFragments(nil, r.fragments), r.cells)
	p := r.profile
	for _, step := range p.Role.Scales {
		b = binary.AppendVarint(b, int64(step)) // -1 where there is none
	}
	b = appendText(appendText(b, p.Role.Family), p.Role.Track)
	b = appendTexts(appendTexts(b, p.Role.ReportsTo), p.Role.LeadsTo)
	b = appendText(b, string(r.material.name))
	for _, keys := range p.Cells {
		b = appendNumber(b, len(keys))
		for _, key := range keys {
			b = binary.LittleEndian.AppendUint64(b, key)
		}
	}
	return sha256.Sum256(b)
}
