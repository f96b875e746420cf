package change

import (
	"cmp"
	"slices"
	"strings"
)

// text is a note or page of one side.
type text struct{ title, file, body string }

func notes(before, after Side) []Text {
	list := func(s Side) map[string]text {
		out := map[string]text{}
		if s.Content != nil {
			for _, n := range s.Content.Notes {
				out[strings.Join(n.Roles, ",")] = text{strings.Join(titles(s, n.Roles), " vs "), n.File, n.Body}
			}
		}
		return out
	}
	return changed(list(before), list(after))
}

func pages(before, after Side) []Text {
	list := func(s Side) map[string]text {
		out := map[string]text{}
		if s.Content != nil {
			for _, p := range s.Content.Pages {
				out[p.Slug] = text{p.Title, p.File, p.Title + "\n\n" + p.Summary + "\n\n" + p.Body}
			}
		}
		return out
	}
	return changed(list(before), list(after))
}

func changed(before, after map[string]text) []Text {
	out := []Text{}
	for key, now := range after {
		old, ok := before[key]
		if !ok {
			out = append(out, Text{Added, now.title, now.file, changedTexts(nil, paragraphs(now.body))})
		} else if body := changedTexts(paragraphs(old.body), paragraphs(now.body)); len(body) > 0 {
			out = append(out, Text{Changed, now.title, now.file, body})
		}
	}
	for key, old := range before {
		if _, ok := after[key]; !ok {
			out = append(out, Text{Kind: Removed, Title: old.title, File: old.file})
		}
	}
	slices.SortFunc(out, func(a, b Text) int { return cmp.Compare(a.File, b.File) })
	return out
}
