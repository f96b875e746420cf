package change

import (
	"slices"
	"strings"
)

// Words is one text before and after, word by word.
type Words []Piece

// Piece is a stretch of words. Pieces of one Words join by single blanks.
type Piece struct {
	Is   Is     `json:"is"`
	Text string `json:"text"`
}

// Is tells whether a piece stayed, went or came.
type Is string

// What a piece of text can be.
const (
	Same Is = "same"
	Gone Is = "gone"
	New  Is = "new"
)

// tooLong is from how many words on two texts are no longer compared word by
// word: it would take time by the square, and nobody reads it.
const tooLong = 2000

// compareWords takes two texts apart into what stayed, went and came.
func compareWords(before, after string) Words {
	a, b := strings.Fields(before), strings.Fields(after)
	var out Words
	add := func(is Is, words ...string) {
		if len(words) == 0 {
			return
		}
		text := strings.Join(words, " ")
		if n := len(out); n > 0 && out[n-1].Is == is {
			out[n-1].Text += " " + text
			return
		}
		out = append(out, Piece{is, text})
	}
	start := 0
	for start < min(len(a), len(b)) && a[start] == b[start] {
		start++
	}
	end := 0
	for end < min(len(a), len(b))-start && a[len(a)-1-end] == b[len(b)-1-end] {
		end++
	}
	add(Same, a[:start]...)
	tail := a[len(a)-end:]
	a, b = a[start:len(a)-end], b[start:len(b)-end]
	if len(a) > tooLong || len(b) > tooLong {
		add(Gone, a...)
		add(New, b...)
	} else {
		for _, at := range common(a, b) {
			add(Gone, a[:at[0]]...)
			add(New, b[:at[1]]...)
			if at[0] < len(a) {
				add(Same, a[at[0]])
				a, b = a[at[0]+1:], b[at[1]+1:]
			}
		}
	}
	add(Same, tail...)
	return out
}

// common returns the places of the longest common subsequence of two lists, each
// counted from behind the one before; the last is behind the end of both.
func common(a, b []string) [][2]int {
	// length[i][j] is the length for a[i:] and b[j:].
	length := make([][]int32, len(a)+1)
	for i := range length {
		length[i] = make([]int32, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				length[i][j] = length[i+1][j+1] + 1
			} else {
				length[i][j] = max(length[i+1][j], length[i][j+1])
			}
		}
	}
	var out [][2]int
	i, j, di, dj := 0, 0, 0, 0
	for i < len(a) && j < len(b) {
		switch {
		case a[i] == b[j]:
			out = append(out, [2]int{i - di, j - dj})
			i, j = i+1, j+1
			di, dj = i, j
		case length[i+1][j] >= length[i][j+1]:
			i++
		default:
			j++
		}
	}
	return append(out, [2]int{len(a) - di, len(b) - dj})
}

// changedTexts compares two lists of texts, such as the statements of a cell or
// the paragraphs of a body. It returns those that came, went or changed: of texts
// that went and came at the same place, those most alike count as changed.
func changedTexts(before, after []string) []Words {
	var out []Words
	a, b := before, after
	for _, at := range common(before, after) {
		out = append(out, rewritten(a[:at[0]], b[:at[1]])...)
		if at[0] < len(a) {
			a, b = a[at[0]+1:], b[at[1]+1:]
		}
	}
	return out
}

// tooMany is from how many pairs on texts are not matched by how alike they are.
const tooMany = 2500

// rewritten pairs texts that went with texts that came, in order, so that as much
// as possible stays.
func rewritten(gone, came []string) []Words {
	if len(gone)*len(came) > tooMany {
		return apart(gone, came)
	}
	// best[i][j] is how much stays of gone[i:] in came[j:].
	words := make([][]Words, len(gone))
	best := make([][]int, len(gone)+1)
	for i := range best {
		best[i] = make([]int, len(came)+1)
	}
	for i := len(gone) - 1; i >= 0; i-- {
		words[i] = make([]Words, len(came))
		for j := len(came) - 1; j >= 0; j-- {
			words[i][j] = compareWords(gone[i], came[j])
			best[i][j] = max(best[i+1][j], best[i][j+1], best[i+1][j+1]+stays(words[i][j]))
		}
	}
	var out []Words
	i, j := 0, 0
	for i < len(gone) && j < len(came) {
		switch n := stays(words[i][j]); {
		case n > 0 && best[i][j] == best[i+1][j+1]+n:
			out = append(out, words[i][j])
			i, j = i+1, j+1
		case best[i][j] == best[i+1][j]:
			out = append(out, apart(gone[i:i+1], nil)...)
			i++
		default:
			out = append(out, apart(nil, came[j:j+1])...)
			j++
		}
	}
	return append(out, apart(gone[i:], came[j:])...)
}

// apart shows texts that went and texts that came by themselves.
func apart(gone, came []string) []Words {
	var out []Words
	for _, text := range gone {
		out = append(out, Words{{Gone, oneLine(text)}})
	}
	for _, text := range came {
		out = append(out, Words{{New, oneLine(text)}})
	}
	return out
}

// stays is how much of two texts is the same, from 0 to 1000; less than two
// fifths count as nothing: what is left would read as a new sentence.
func stays(words Words) int {
	same, all := 0, 0
	for _, p := range words {
		n := len(strings.Fields(p.Text))
		all += n
		if p.Is == Same {
			same += n
		}
	}
	if same*5 < all*2 || all == 0 {
		return 0
	}
	return 1000 * same / all
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

// paragraphs takes a body apart at empty lines.
func paragraphs(body string) []string {
	var out []string
	for _, p := range strings.Split(strings.ReplaceAll(body, "\r\n", "\n"), "\n\n") {
		if p = oneLine(p); p != "" {
			out = append(out, p)
		}
	}
	return out
}

// only returns the strings of a that are not in b, in their order.
func only(a, b []string) []string {
	var out []string
	for _, s := range a {
		if !slices.Contains(b, s) {
			out = append(out, s)
		}
	}
	return out
}
