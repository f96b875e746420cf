package compare

import "github.com/rolediff/rolediff/generator/internal/parallel"

// index tells which roles say a word or a statement. To compare a role with all
// others only what they have in common is looked at, which is little of what they
// say.
type index struct {
	profiles   []*Profile
	dimensions []postings
}

// postings are one dimension of an index. What is said is numbered: said holds for
// each number the roles that say it, in canonical order.
type postings struct {
	said    [][]int32
	words   [][]int32 // of each role the numbers of its words
	keys    [][]int32 // and those of its statements
	weights []int     // of each role
}

func newIndex(profiles []*Profile) *index {
	x := &index{profiles: profiles}
	if len(profiles) == 0 {
		return x
	}
	x.dimensions = make([]postings, len(profiles[0].words))
	parallel.Each(len(x.dimensions), func(d int) { x.dimensions[d] = newPostings(profiles, d) })
	return x
}

func newPostings(profiles []*Profile, d int) postings {
	n := len(profiles)
	p := postings{words: make([][]int32, n), keys: make([][]int32, n), weights: make([]int, n)}
	words, keys := map[uint32]int32{}, map[uint64]int32{}
	for i, profile := range profiles {
		p.words[i] = number(&p, words, profile.words[d], i)
		p.keys[i] = number(&p, keys, profile.keys[d], i)
		p.weights[i] = profile.weight(d)
	}
	return p
}

func number[T comparable](p *postings, numbers map[T]int32, said []T, role int) []int32 {
	out := make([]int32, len(said))
	for k, what := range said {
		at, ok := numbers[what]
		if !ok {
			at = int32(len(p.said))
			numbers[what] = at
			p.said = append(p.said, nil)
		}
		p.said[at] = append(p.said[at], int32(role))
		out[k] = at
	}
	return out
}

// row fills dst with how alike the i-th role and those before it are.
func (x *index) row(dst []uint16, i int) {
	total, stated, shared := make([]int32, i), make([]int32, i), make([]int32, i)
	for d := range x.dimensions {
		p := &x.dimensions[d]
		clear(shared)
		count(shared, p, p.words[i], 1)
		count(shared, p, p.keys[i], statementWeight)
		for j := range shared {
			if len(p.words[i]) > 0 || len(p.words[j]) > 0 {
				stated[j]++
				if shared[j] > 0 {
					total[j] += int32(alike(int(shared[j]), p.weights[i]+p.weights[j]))
				}
			}
		}
	}
	for j := range dst[:i] {
		dst[j] = uint16(similarity(x.profiles[i], x.profiles[j], int(total[j]), int(stated[j])))
	}
}

// count adds a weight for every role before the last of shared that says one of said.
func count(shared []int32, p *postings, said []int32, weight int32) {
	for _, what := range said {
		for _, j := range p.said[what] {
			if int(j) >= len(shared) {
				break
			}
			shared[j] += weight
		}
	}
}
