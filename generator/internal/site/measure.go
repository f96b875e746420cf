package site

import (
	"math/rand/v2"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/rolediff/rolediff/generator/internal/parallel"
	"github.com/rolediff/rolediff/generator/internal/publish"
)

// Kind is a sort of files. The number of each grows in its own way with that of roles.
type Kind int

const (
	TrioPages Kind = iota
	PairPages
	RolePages // one a role
	RoleFiles // what machines and the browser read of one role
	Matrices  // a cell for every two roles
	Sitemaps
	OtherFiles // whatever is there once
	Kinds      = iota
)

// Size is what the files of one kind take.
type Size struct {
	Files int
	Bytes int64
	Tar   int64 // their entries in a tar
}

func (s *Size) add(other Size) {
	s.Files += other.Files
	s.Bytes += other.Bytes
	s.Tar += other.Tar
}

// Sizes is what a site takes, by kind.
type Sizes struct {
	Of      [Kinds]Size
	Folders int // in a tar each has an entry
}

// Total is the whole site.
func (s *Sizes) Total() Size {
	var out Size
	for _, of := range s.Of {
		out.add(of)
	}
	const folder, end = 512, 1024
	out.Tar += int64(s.Folders)*folder + end
	return out
}

// WithPolicy is the same site with other comparisons as pages, for measuring:
// links in statements stay as they are.
func (s *Site) WithPolicy(pairs, trios string) *Site {
	cfg, t := *s.cfg, *s
	cfg.Pairs, cfg.Trios = pairs, trios
	t.cfg, t.content = &cfg, s.content.WithPolicy(&cfg)
	t.plan = newPlan(&t, delta{})
	t.fillNotes(delta{})
	t.fillSingles(delta{}) // what both report has been reported: it does not depend on the policy
	t.prepareLazily()
	return &t
}

// Policy says which pairs and trios have a page.
func (s *Site) Policy() (pairs, trios string) { return s.plan.pairPolicy, s.plan.trioPolicy }

// How many files of a kind are made to know the others: pages that are joined,
// pages whose layout is executed for each, and files that are no comparisons.
// Pages of one kind differ in size by about a tenth, so that the mean of 4,096
// is nearly always within half a percent of the mean of all.
const (
	sampleJoined   = 4096
	sampleExecuted = 256
	sampleSingles  = 128
)

// Measure works out what the site takes without making all of it: the files of a
// kind that has many are sampled evenly over the site, the same ones every time.
// With exact every file is made. The number of files is always exact.
func (s *Site) Measure(exact bool) (*Sizes, error) {
	out := &Sizes{Folders: len(s.Folders()) - 1}
	if err := s.measureSingles(out, exact); err != nil {
		return nil, err
	}
	for n, kind := range map[int]Kind{2: PairPages, 3: TrioPages} {
		if err := s.measureComparisons(out, n, kind, exact); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// kindOf says what a file that is no comparison is counted as.
func (s *Site) kindOf(name string) Kind {
	folder, base := path.Split(name)
	if _, ok := s.content.Roles.Index(strings.TrimSuffix(folder, "/")); ok {
		return RolePages
	}
	stem := strings.TrimSuffix(base, path.Ext(base))
	switch _, ok := s.content.Roles.Index(stem); {
	case ok && path.Base(folder) == "roles":
		return RoleFiles
	case strings.HasPrefix(name, "matrix/"):
		return Matrices
	case strings.HasPrefix(name, "sitemap"):
		return Sitemaps
	}
	return OtherFiles
}

func (s *Site) measureSingles(out *Sizes, exact bool) error {
	type group struct {
		kind   Kind
		folder string // the api's and the browser's files of a role differ in size
	}
	names := map[group][]string{}
	for name := range s.files {
		g := group{kind: s.kindOf(name)}
		if g.kind == RoleFiles {
			g.folder = path.Dir(name)
		}
		names[g] = append(names[g], name)
	}
	for g, list := range names {
		slices.Sort(list)
		picked := sample(len(list), sampleSingles, exact || g.kind == OtherFiles || g.kind == Matrices)
		sizes, err := sumUp(len(picked), func(i int) (Size, error) {
			name := list[picked[i]]
			data, err := s.files[name].bytes(s)
			return Size{1, int64(len(data)), publish.TarEntry(name, int64(len(data)))}, err
		})
		if err != nil {
			return err
		}
		out.Of[g.kind].add(sizes.scaled(len(list)))
	}
	return nil
}

// scaled takes a sample for the whole.
func (s Size) scaled(files int) Size {
	if s.Files == 0 || s.Files == files {
		return s
	}
	by := float64(files) / float64(s.Files)
	return Size{files, int64(float64(s.Bytes)*by + 0.5), int64(float64(s.Tar)*by + 0.5)}
}

// measureComparisons measures the pages of n roles. Notes are few, unlike in
// length and known: they are taken out of the sample and added as they are.
func (s *Site) measureComparisons(out *Sizes, n int, kind Kind, exact bool) error {
	most := sampleJoined
	if s.engine.frames[n].plain {
		most = sampleExecuted
	}
	count := s.plan.pairs
	if n == 3 {
		count = s.plan.trios
	}
	picked := s.comparisons(n, sample(count, most, exact))
	var buffers sync.Pool
	sizes, err := sumUp(len(picked), func(i int) (Size, error) {
		buf, _ := buffers.Get().(*[]byte)
		if buf == nil {
			buf = new([]byte)
		}
		defer buffers.Put(buf)
		roles := picked[i][:n]
		page, err := s.appendComparison((*buf)[:0], nil, roles)
		*buf = page
		size := int64(len(page))
		if !exact {
			size -= int64(len(s.notes[newNoteKey(roles)].text))
		}
		return Size{1, size, publish.TarEntry(string(s.appendAddress(nil, roles)), size)}, err
	})
	if err != nil {
		return err
	}
	out.Of[kind] = sizes.scaled(count)
	if exact {
		return nil
	}
	for key, note := range s.notes {
		roles := key.roles()
		if len(roles) == n && s.plan.has(roles) {
			out.Of[kind].Bytes += int64(len(note.text))
			out.Of[kind].Tar += int64(len(note.text))
		}
	}
	return nil
}

// appendAddress writes the path of a comparison's page.
func (s *Site) appendAddress(dst []byte, roles []int) []byte {
	dst = append(append(dst, s.slug(roles[0])...), '/')
	return s.appendName(dst, roles[1:])
}

// sumUp adds up sizes that are worked out on all processors.
func sumUp(n int, size func(i int) (Size, error)) (Size, error) {
	sizes, errs := make([]Size, n), make([]error, n)
	parallel.Each(n, func(i int) { sizes[i], errs[i] = size(i) })
	var sum Size
	for i := range sizes {
		if errs[i] != nil {
			return sum, errs[i]
		}
		sum.add(sizes[i])
	}
	return sum, nil
}

// sample picks numbers below total, sorted: all of them, or one at random from each
// of so many stretches of equal length, so that no part of a site is left out.
func sample(total, most int, all bool) []int {
	if all || total <= 2*most {
		out := make([]int, total)
		for i := range out {
			out[i] = i
		}
		return out
	}
	dice := rand.New(rand.NewPCG(1, uint64(total)))
	out := make([]int, most)
	for i := range out {
		from, to := i*total/most, (i+1)*total/most
		out[i] = from + dice.IntN(to-from)
	}
	return out
}

// comparisons returns the pairs or trios of some numbers, which count those that
// have a page in canonical order and are sorted.
func (s *Site) comparisons(n int, numbers []int) [][3]int {
	out := make([][3]int, 0, len(numbers))
	before := 0
	for first := range s.plan.roles {
		count := s.plan.pairsWith(first)
		if n == 3 {
			count = s.plan.triosWith(first)
		}
		end := before + count
		i := 0
		for i < len(numbers) && numbers[i] < end {
			i++
		}
		if i > 0 {
			out = s.plan.pick(out, n, first, before, numbers[:i])
		}
		numbers, before = numbers[i:], end
	}
	return out
}

// pick appends the comparisons of some numbers that all begin with a role, whose
// own first has the number before.
func (p *plan) pick(dst [][3]int, n, first, before int, numbers []int) [][3]int {
	if n == 3 && p.relatedTrioPolicy() {
		list := p.relatedTrios(first)
		for _, at := range numbers {
			t := list[at-before]
			dst = append(dst, [3]int{first, t[0], t[1]})
		}
		return dst
	}
	if n == 3 {
		for _, at := range numbers {
			at, second := at-before, first+1
			for at >= p.roles-1-second {
				at -= p.roles - 1 - second
				second++
			}
			dst = append(dst, [3]int{first, second, second + 1 + at})
		}
		return dst
	}
	at := before
	for second := range p.pairsOf(first) {
		if len(numbers) > 0 && numbers[0] == at {
			dst = append(dst, [3]int{first, second, -1})
			numbers = numbers[1:]
		}
		at++
	}
	return dst
}
