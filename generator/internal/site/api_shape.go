package site

// The structs in this file are the only declaration of the API: the JSON Schemas
// and the tables of docs/api.md come from their tags.

type apiIndex struct {
	Schema      string       `json:"$schema" form:"address" doc:"The JSON Schema of this file."`
	Version     int          `json:"version" doc:"Always 1 in this folder."`
	Title       string       `json:"title" doc:"The name of the site."`
	Description string       `json:"description" doc:"The site in one sentence; may be empty."`
	Language    string       `json:"language" doc:"The language of all texts, a BCP 47 tag."`
	BaseURL     string       `json:"base_url,omitempty" form:"address" doc:"Where the site is published, with a slash at the end."`
	Home        string       `json:"home" form:"address" doc:"The home page."`
	Noun        apiNoun      `json:"noun" doc:"What the site calls its roles."`
	Counts      apiCounts    `json:"counts" doc:"How many pages there are of each kind."`
	Policy      apiPolicy    `json:"policy" doc:"Which comparisons have a page of their own: all, related or none."`
	Files       apiFiles     `json:"files" doc:"The files of this API."`
	Addresses   apiAddresses `json:"addresses" doc:"How addresses of pages are formed. Put slugs for {a}, {b}, {c}, sorted by their bytes."`
	Dimensions  []apiTerm    `json:"dimensions" doc:"The rows of a comparison, in order."`
	Scales      []apiScale   `json:"scales" doc:"The scales, in order."`
	Families    []apiTerm    `json:"families" doc:"The groups of roles, in order."`
	Tracks      []apiTerm    `json:"tracks" doc:"The career tracks, in order."`
}

type apiNoun struct {
	One  string `json:"one" doc:"One of them."`
	Many string `json:"many" doc:"More of them."`
}

type apiCounts struct {
	Roles int `json:"roles" doc:"Roles."`
	Pairs int `json:"pairs" doc:"Comparisons of two roles."`
	Trios int `json:"trios" doc:"Comparisons of three roles."`
}

type apiPolicy struct {
	Pairs string `json:"pairs" doc:"Comparisons of two roles."`
	Trios string `json:"trios" doc:"Comparisons of three roles."`
}

type apiFiles struct {
	Roles   string   `json:"roles" form:"address" doc:"The list of all roles."`
	Role    string   `json:"role" doc:"One role; put its slug for {a}."`
	Schemas []string `json:"schemas" form:"address" doc:"The JSON Schemas."`
	Feed    string   `json:"feed,omitempty" form:"address" doc:"The Atom feed of changes."`
}

type apiAddresses struct {
	Role    string `json:"role" doc:"The page of a role."`
	Pair    string `json:"pair" doc:"The page of a pair."`
	Trio    string `json:"trio" doc:"The page of a trio."`
	Compare string `json:"compare" doc:"Two to six roles in any order, put together in the browser."`
}

type apiTerm struct {
	Key   string `json:"key" form:"slug" doc:"The word that data uses."`
	Label string `json:"label" doc:"The word that readers see."`
	Help  string `json:"help,omitempty" doc:"What it means, in one sentence."`
}

type apiScale struct {
	apiTerm
	Steps []apiTerm `json:"steps" doc:"The steps, low to high."`
}

type apiRoles struct {
	Schema  string       `json:"$schema" form:"address" doc:"The JSON Schema of this file."`
	Version int          `json:"version" doc:"Always 1 in this folder."`
	Roles   []apiSummary `json:"roles" doc:"All roles, sorted by slug."`
}

type apiSummary struct {
	Slug      string              `json:"slug" form:"slug" doc:"The role's name in addresses. It never changes."`
	Title     string              `json:"title" doc:"What the role is called."`
	Summary   string              `json:"summary" doc:"The role in one sentence."`
	Family    string              `json:"family,omitempty" form:"slug" doc:"Key of its group."`
	Track     string              `json:"track,omitempty" form:"slug" doc:"Key of its career track."`
	Aliases   []string            `json:"aliases" doc:"Other names of the same role."`
	ReportsTo []string            `json:"reports_to" form:"slug" doc:"Slugs of roles that it commonly reports to."`
	LeadsTo   []string            `json:"leads_to" form:"slug" doc:"Slugs of common next steps."`
	Scales    map[string]apiPlace `json:"scales" doc:"Its places by key of the scale; a scale that is not stated is absent."`
	Updated   string              `json:"updated,omitempty" form:"date" doc:"The day of the last change in meaning."`
	URL       string              `json:"url" form:"address" doc:"Its page."`
	Data      string              `json:"data" form:"address" doc:"Everything about it, as JSON."`
}

type apiPlace struct {
	Step   string `json:"step" form:"slug" doc:"Key of the step."`
	Number int    `json:"number" doc:"The step's number, from 1."`
}

type apiRole struct {
	Schema  string `json:"$schema" form:"address" doc:"The JSON Schema of this file."`
	Version int    `json:"version" doc:"Always 1 in this folder."`
	apiSummary
	ReportedBy []string           `json:"reported_by" form:"slug" doc:"Slugs of roles that commonly report to it."`
	ComesFrom  []string           `json:"comes_from" form:"slug" doc:"Slugs of roles that lead to it."`
	Dimensions map[string]apiCell `json:"dimensions" doc:"What it says, by key of the dimension; one that is not stated is absent."`
	Body       string             `json:"body" doc:"The longer text of its page, in markdown; may be empty. Links are relative to the page."`
	Nearest    []apiNearest       `json:"nearest" doc:"The roles most like it, best first."`
	Notes      []apiNote          `json:"notes" doc:"What people wrote about comparisons with it."`
	Edit       string             `json:"edit,omitempty" form:"address" doc:"Where its file can be changed in the browser."`
}

type apiCell struct {
	List       bool           `json:"list" doc:"Whether it is written as a list."`
	Statements []apiStatement `json:"statements" doc:"One text, or the entries of the list."`
}

type apiStatement struct {
	Text     string `json:"text" doc:"As people read it, without markup."`
	Markdown string `json:"markdown" doc:"As it is written."`
}

type apiNearest struct {
	Slug       string   `json:"slug" form:"slug" doc:"The other role."`
	Similarity int      `json:"similarity" max:"100" doc:"How alike the two are, 0 to 100."`
	Alike      []string `json:"alike" form:"slug" doc:"Keys of the dimensions in which they are most alike, up to two."`
	Different  string   `json:"different,omitempty" form:"slug" doc:"Key of the dimension in which they differ most."`
	URL        string   `json:"url" form:"address" doc:"Their comparison."`
}

type apiNote struct {
	Roles    []string `json:"roles" form:"slug" doc:"The two or three roles that it is about."`
	URL      string   `json:"url" form:"address" doc:"Their comparison."`
	Markdown string   `json:"markdown" doc:"The note. Links are relative to the page."`
	Updated  string   `json:"updated,omitempty" form:"date" doc:"The day of the last change in meaning."`
}
