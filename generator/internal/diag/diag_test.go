package diag

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"syscall"
	"testing"
)

func TestSourceCountsCharactersFromOne(t *testing.T) {
	src := NewSource("f", []byte("é大x\r\nb\n"))
	for offset, want := range map[int]string{-5: "f:1:1", 0: "f:1:1", 2: "f:1:2", 5: "f:1:3", 8: "f:2:1", 9: "f:2:2", 10: "f:3:1", 99: "f:3:1"} {
		if got := src.At(offset).String(); got != want {
			t.Errorf("At(%d) = %s, want %s", offset, got, want)
		}
	}
	for n, want := range map[int]string{-1: "", 0: "", 1: "é大x", 2: "b", 3: "", 4: ""} {
		if got := src.Line(n); got != want {
			t.Errorf("Line(%d) = %q, want %q", n, got, want)
		}
	}
}

func TestFindPointsIntoAValue(t *testing.T) {
	src := NewSource("f", []byte("a b a\né a\n"))
	tests := []struct {
		line, column int
		needle, want string
	}{
		{1, 1, "a", "f:1:1"}, {1, 2, "a", "f:1:5"}, {2, 1, "a", "f:2:3"}, {1, 1, "z", "f:1:1"}, {9, 1, "a", "f:9:1"}, {1, 400, "a", "f:1:400"},
	}
	for _, tt := range tests {
		if got := src.Find(Position{"f", tt.line, tt.column}, tt.needle).String(); got != tt.want {
			t.Errorf("Find(%d:%d, %q) = %s, want %s", tt.line, tt.column, tt.needle, got, tt.want)
		}
	}
}

func TestListIsSortedByPlaceAndSaysNothingTwice(t *testing.T) {
	d := func(file string, line, column int, message string) Diagnostic {
		return Diagnostic{Position: Position{file, line, column}, Message: message}
	}
	list := List{d("b", 1, 1, "x"), d("a", 10, 1, "x"), d("a", 2, 9, "x"), d("a", 2, 1, "y"), d("a", 2, 1, "x"), d("b", 1, 1, "x")}
	list.Sort()
	var got []string
	for _, d := range list {
		got = append(got, fmt.Sprintf("%s %s", d.Position, d.Message))
	}
	if want := "a:2:1 x, a:2:1 y, a:2:9 x, a:10:1 x, b:1:1 x"; strings.Join(got, ", ") != want {
		t.Errorf("sorted as %s, want %s", strings.Join(got, ", "), want)
	}
}

func TestOnlyErrorsAreAnError(t *testing.T) {
	warning, mistake := Diagnostic{Severity: Warning, Message: "w"}, Diagnostic{Severity: Error, Message: "e"}
	if err := (List{warning}).Err(); err != nil {
		t.Errorf("a warning is the error %v", err)
	}
	err := List{warning, mistake}.Err()
	if err == nil {
		t.Fatal("an error is none")
	}
	if got := FromError(fmt.Errorf("wrapped: %w", err)); len(got) != 2 {
		t.Errorf("the list inside an error comes back as %v", got)
	}
	if got := FromError(errors.New("plain")); len(got) != 1 || got[0].Message != "plain" || !got.HasErrors() {
		t.Errorf("a plain error becomes %v", got)
	}
	if FromError(nil) != nil {
		t.Error("no error becomes something")
	}
}

func TestSuggestFindsWhatWasMeant(t *testing.T) {
	known := []string{"title", "summary", "reports_to", "devops-engineer", "data-engineer", "cto"}
	for word, want := range map[string]string{
		"titel": "title", "Title": "title", "sumary": "summary", "reports-to": "reports_to", "reportsto": "reports_to",
		"devop-engineer": "devops-engineer", "DevOps Engineer": "devops-engineer", "dataengineer": "data-engineer",
		"cot": "cto", "ceo": "cto", "banana": "", "": "", strings.Repeat("x", 300): "",
	} {
		if got := Suggest(word, known); got != want {
			t.Errorf("Suggest(%q) = %q, want %q", word, got, want)
		}
	}
	if got := DidYouMean("banana", known[:2]); got != "known are: title, summary" {
		t.Errorf("without a near one the hint is %q", got)
	}
}

func TestReadHintKnowsTheLimitOfOpenFiles(t *testing.T) {
	for _, err := range []error{syscall.EMFILE, &fs.PathError{Op: "open", Path: "x", Err: syscall.ENFILE}} {
		if got := ReadHint(err, "check"); got != TooManyFiles {
			t.Errorf("%v: %s", err, got)
		}
	}
	if got := ReadHint(fs.ErrPermission, "check"); got != "check" {
		t.Errorf("%s", got)
	}
}
