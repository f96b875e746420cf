package synth

import (
	"strings"

	"github.com/rolediff/rolediff/generator/internal/config"
)

// ShapeOf takes a site's words from its config. Dimensions that are lists by
// nature in the real content are lists here.
func ShapeOf(cfg *config.Config) Shape {
	var s Shape
	for _, f := range cfg.Families {
		s.Families = append(s.Families, f.Key)
	}
	for _, t := range cfg.Tracks {
		s.Tracks = append(s.Tracks, t.Key)
	}
	for _, d := range cfg.Dimensions {
		if strings.Contains(d.Help, "list") {
			s.Lists = append(s.Lists, d.Key)
		} else {
			s.Texts = append(s.Texts, d.Key)
		}
	}
	for _, scale := range cfg.Scales {
		s.Scales = append(s.Scales, Scale{scale.Key, len(scale.Steps)})
	}
	return s
}
