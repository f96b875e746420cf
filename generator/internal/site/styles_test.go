package site

import (
	"strings"
	"testing"

	"github.com/rolediff/rolediff/generator/internal/config"
)

func TestScaleStylesNameEveryStep(t *testing.T) {
	cfg := &config.Config{Scales: []config.Scale{
		{Steps: []config.Term{{Label: "None"}, {Label: `A "b" \c</style>`}, {Label: "Größe 3"}}},
		{Steps: []config.Term{{Label: "Low"}, {Label: "High"}}},
	}}
	css := string(scaleStyles(cfg))
	for _, want := range []string{
		`.scales tbody tr:nth-child(1){--n:3;--s1:"None";--s2:"A \22 b\22  \5c c\3c \2f style\3e ";--s3:"Größe 3"}`,
		`.scales tbody tr:nth-child(2){--n:2;--s1:"Low";--s2:"High"}`,
		`.p3{--p:3}`,
		`.p0~.p0,.p1~.p1,.p2~.p2,.p3~.p3{--o:1rem;--same:0}`,
		`.p3~.p3~.p3~.p3~.p3~.p3{--o:5rem}`, // six roles at one step
	} {
		if !strings.Contains(css, want) {
			t.Errorf("no %s in\n%s", want, css)
		}
	}
	if strings.Contains(css, ".p4") {
		t.Errorf("a place that no scale has:\n%s", css)
	}
}

func TestWithoutScalesThereAreNoScaleStyles(t *testing.T) {
	if css := scaleStyles(&config.Config{}); len(css) > 0 {
		t.Errorf("got %s", css)
	}
}

func TestCountHasCommasBetweenThousands(t *testing.T) {
	for n, want := range map[int]string{0: "0", 999: "999", 1000: "1,000", 34220: "34,220", 1234567: "1,234,567"} {
		if got := (*Info)(nil).Count(n); got != want {
			t.Errorf("%d: got %s, want %s", n, got, want)
		}
	}
}
