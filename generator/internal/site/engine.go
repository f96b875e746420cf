package site

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"slices"

	"github.com/rolediff/rolediff/generator/internal/compare"
	"github.com/rolediff/rolediff/generator/internal/config"
	"github.com/rolediff/rolediff/generator/internal/diag"
	"github.com/rolediff/rolediff/generator/internal/layout"
	"github.com/rolediff/rolediff/generator/internal/parallel"
)

const comparisonLayout = "comparison.html"

// engine holds all that comparison pages have in common: the frames cut into
// stencils, and the small forms that fill their holes. It depends on the layouts
// and the config, not on any role.
type engine struct {
	cfg          *config.Config
	info         *Info
	layouts      *layout.Set
	marker       layout.Marker
	program      string
	frames       map[int]*frame // by number of roles: the pages of pairs and trios
	trios        *trioFrame     // frames[3] for runs, or nil
	blocks       map[int]*frame // by number of roles: what the browser puts together
	classes      map[string]int // fragments of a role, by field and look
	ways         []way          // of each class: how it is made
	known        bool           // all ways are
	roleStencils *roleStencils
	forms        forms
	terms        terms
	gaps         *gaps
	extras       extras
	strips       bool              // a role's own cells are those of comparisons, less what is placed of others
	sum          [sha256.Size]byte // of every literal
}

// extras is how many further comparisons a page leads to. It depends on how many
// roles there are at all, never on which.
type extras struct{ pairSwaps, thirds, trioSwaps int }

func newExtras(roles int) extras {
	var e extras
	if roles > 2 {
		e.pairSwaps, e.thirds = 2, min(4, roles-2)
	}
	if roles > 3 {
		e.trioSwaps = 3
	}
	return e
}

// of is how many further roles a comparison of n places.
func (e extras) of(n int) int {
	if n == 2 {
		return e.pairSwaps + e.thirds
	}
	return e.trioSwaps
}

// frame is a layout cut at its holes.
type frame struct {
	slots    int // roles that it compares
	extra    int // roles that it leads to
	segments []segment
	linked   []int // classes of fragments that extra roles fill
	plain    bool  // it branches on roles: execute it for every page
}

// segment is literal text and the hole behind it.
type segment struct {
	literal []byte
	hole    int // layout.Literal in the last segment
	slot    int // of a role's hole: which role; from frame.slots on the extra ones
	class   int // of a role's hole: which of its fragments

	dimension int // of a cell that has holes for marks; else -1
}

var errBranches = errors.New("a layout branches on the values of a role")

// newEngine cuts all frames. A frame that cannot be cut is reported and takes
// the plain way.
func newEngine(cfg *config.Config, info *Info, layouts *layout.Set, marker layout.Marker, program string) (*engine, diag.List) {
	e := &engine{
		cfg: cfg, info: info, layouts: layouts, marker: marker, program: program, extras: newExtras(info.Roles),
		terms:        newTerms(cfg),
		roleStencils: &roleStencils{shapes: map[roleShape]roleStencil{}},
		frames:       map[int]*frame{}, blocks: map[int]*frame{}, classes: map[string]int{},
	}
	e.gaps = newGaps(e.terms)
	var list diag.List
	if err := e.newForms(); err != nil {
		return nil, diag.FromError(err)
	}
	probe, err := e.newMaterial(probeRole(cfg), probeCells(cfg), probeSteps(cfg))
	if err != nil {
		return nil, diag.FromError(err)
	}
	if e.strips, err = e.canStrip(); err != nil {
		return nil, diag.FromError(err)
	}
	page := layouts.Page(comparisonLayout)
	branch, branches := layouts.Branch(page, branchFields)
	if branches {
		list.Add(branch)
	}
	list = append(list, e.cutFrames(page, probe, branches)...)
	e.known = e.knowsWays(page)
	e.trios = newTrioFrame(e.frames[3], len(cfg.Dimensions))
	e.sum = e.hash()
	list.Sort()
	return e, list
}

// execution is a frame that has been executed with the probe in every slot.
type execution struct {
	layout   *layout.Template
	n, extra int
	pieces   []layout.Piece
	err      error
}

// cutFrames cuts the frames of pages and of what the browser puts together. They are
// executed at once, but cut in order, by which classes have their numbers.
func (e *engine) cutFrames(page *layout.Template, probe *material, branches bool) (list diag.List) {
	var all []execution
	for n := 2; n <= 3; n++ {
		all = append(all, execution{layout: page, n: n, extra: e.extras.of(n)})
	}
	pages := len(all)
	for n := 2; n <= compare.MaxSlots; n++ {
		all = append(all, execution{layout: page.Block("main"), n: n})
	}
	parallel.Each(len(all), func(i int) {
		x := &all[i]
		x.pieces, x.err = e.execute(x.layout, x.n, x.extra, probe)
	})
	looks := e.newLooker(probe)
	for i, x := range all {
		f, err := e.cutFrame(x, looks)
		if err != nil || branches {
			f = &frame{slots: x.n, extra: x.extra, plain: true}
		}
		var problems diag.List
		switch {
		case err == nil || branches:
		case errors.As(err, &problems) && plainWayFails(e, x.layout, x.n, x.extra, probe):
			list = append(list, problems...)
		default:
			list.Add(slowLayout(err))
			branches = true
		}
		if i < pages {
			e.frames[x.n] = f
		} else {
			e.blocks[x.n] = f
		}
	}
	return list
}

// plainWayFails tells a layout that is broken from one that only cannot be cut.
func plainWayFails(e *engine, t *layout.Template, n, extra int, probe *material) bool {
	_, err := e.layouts.Execute(t, e.comparison(n, repeat(probe, n+extra), plainly{}, nil))
	return err != nil
}

func slowLayout(err error) diag.Diagnostic {
	d := diag.Diagnostic{
		Severity: diag.Warning, Code: "slow-layout",
		Position: diag.Position{File: layout.Dir + "/" + comparisonLayout},
		Message:  "this layout does more with the values of a role than place them, so every page is executed by itself: " + err.Error(),
		Hint:     "place values only; move what branches into a partial",
	}
	if l := diag.FromError(err); len(l) > 0 && l[0].Line > 0 {
		d.Position, d.Source = l[0].Position, l[0].Source
		d.Message = "this layout does more with the values of a role than place them, so every page is executed by itself: " + l[0].Message
	}
	return d
}

func repeat(m *material, n int) []*material {
	out := make([]*material, n)
	for i := range out {
		out[i] = m
	}
	return out
}

// execute runs a frame with one role, marked, in every slot and takes the result
// apart.
func (e *engine) execute(t *layout.Template, n, extra int, m *material) ([]layout.Piece, error) {
	data := e.comparison(n, repeat(m, n+extra), marked{e.marker}, nil)
	out, err := e.layouts.Execute(t, data)
	if err != nil {
		return nil, err
	}
	return e.marker.Cut(out)
}

// cutFrame makes the stencil of a frame. Two holes of one field that show the
// probe alike, whose text holds every character that contexts treat differently,
// show every role alike: they share a class, and one fragment a role.
func (e *engine) cutFrame(x execution, probe *looker) (*frame, error) {
	if x.err != nil {
		return nil, x.err
	}
	f := &frame{slots: x.n, extra: x.extra}
	var literal []byte
	for _, p := range x.pieces {
		if p.Hole == layout.Literal {
			literal = p.Text
			continue
		}
		seg := segment{literal: literal, hole: p.Hole, dimension: -1}
		literal = nil
		if p.Hole < pageHole {
			field := p.Hole % slotStride
			key := fmt.Sprintf("%d %s", field, p.Bytes())
			class, ok := e.classes[key]
			if !ok {
				class = len(e.classes)
				e.classes[key] = class
				e.ways = append(e.ways, newWay(field, p, probe))
			}
			seg.slot, seg.class = p.Hole/slotStride, class
			if field >= fieldCell {
				seg.dimension = field - fieldCell
			}
			if seg.slot >= x.n && !slices.Contains(f.linked, class) {
				f.linked = append(f.linked, class)
			}
		} else if p.Hole >= pageHolesEnd {
			return nil, errBranches
		}
		f.segments = append(f.segments, seg)
	}
	f.segments = append(f.segments, segment{literal: literal, hole: layout.Literal})
	return f, nil
}

// hash covers the program and every literal that comparison pages are made of.
func (e *engine) hash() [sha256.Size]byte {
	h := sha256.New()
	fmt.Fprintf(h, "%q\n", e.program)
	for n := 2; n <= 3; n++ {
		fmt.Fprintf(h, "frame %d %v %d\n", n, e.frames[n].plain, e.extras)
		for _, seg := range e.frames[n].segments {
			fmt.Fprintf(h, "%d %d %d %q\n", seg.hole, seg.slot, seg.class, seg.literal)
		}
	}
	if e.frames[2].plain {
		fmt.Fprintf(h, "%s %v %+v", e.layouts.Key, *e.info, *e.cfg)
	}
	e.forms.hash(h)
	fmt.Fprintf(h, "%q", e.terms)
	return [sha256.Size]byte(h.Sum(nil))
}
