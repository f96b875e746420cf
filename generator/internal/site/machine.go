package site

import (
	"encoding/xml"
	"strings"

	"github.com/rolediff/rolediff/generator/internal/social"
)

// socialFile is the picture that is shown where the site is shared.
const socialFile = "assets/social.png"

// addMachineFiles lists the files that only programs read.
func (s *Site) addMachineFiles() {
	s.files[".nojekyll"] = fixed([]byte{})
	robots := "User-agent: *\nAllow: /\n"
	if s.cfg.BaseURL != "" {
		robots += "Sitemap: " + s.cfg.BaseURL + "sitemap.xml\n"
		s.addSitemap()
	}
	s.files["robots.txt"] = fixed([]byte(robots))
	s.files["llms.txt"] = &single{make: func(s *Site) ([]byte, error) { return s.llms(), nil }}
	s.addAPI()
	if s.engine.info.Feed {
		s.files[feedFile] = &single{make: (*Site).feed}
	}
	// A site's own picture, layouts/css/social.png, is among the assets already.
	if s.cfg.BaseURL != "" && s.files[socialFile] == nil {
		s.files[socialFile] = &single{
			make:   func(s *Site) ([]byte, error) { return social.Picture(s.cfg.Title, s.cfg.Description) },
			inputs: func(*Site) any { return nil },
		}
	}
}

func escapeXML(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a Builder does not fail
	return b.String()
}
