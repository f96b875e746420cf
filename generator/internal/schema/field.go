package schema

// Type is what a field may hold.
type Type int

const (
	TypeText       Type = iota // one line of text
	TypeTexts                  // a list of texts
	TypeTextOrList             // one text, or a list of them
	TypeName                   // one of the names in Field.Names
	TypeNames                  // a list of such names
	TypeDate                   // YYYY-MM-DD
	TypeBool
	TypeNumber  // a whole number from 0
	TypeURL     // an http or https address
	TypeObject  // a set of keys, Field.Fields
	TypeObjects // a list of such sets
	TypeByName  // a set of keys out of Field.Names, each a Field.Elem
)

// Field declares one key of a file.
type Field struct {
	Key      string
	Type     Type
	Required bool
	Help     string   // one sentence, shown in hints, docs and editors
	Example  string   // as it is written in the file
	Names    string   // which names are allowed: a key of Names
	Enum     []string // or these, fixed
	Max      int      // characters of a text or entries of a list; 0: the default
	Fields   []Field  // of TypeObject and TypeObjects
	Elem     *Field   // of TypeByName
}

// Names are the words that a site defines and files refer to, by what they are:
// "family", "track", "scale", "dimension", and "step of X" for each scale X.
type Names map[string][]string

// Default limits. They are far above what a page can show, and low enough that
// no file can make a build slow.
const (
	MaxText = 10000 // characters of one text
	MaxList = 64    // entries of one list
)

// Find returns the declaration of a key.
func Find(fields []Field, key string) *Field {
	for i := range fields {
		if fields[i].Key == key {
			return &fields[i]
		}
	}
	return nil
}

func keys(fields []Field) []string {
	out := make([]string, len(fields))
	for i, f := range fields {
		out[i] = f.Key
	}
	return out
}
