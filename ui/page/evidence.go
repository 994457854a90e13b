package page

import "recourse/complaint"

// EvidenceView fills the page on which a complainant sees and adds files.
type EvidenceView struct {
	Number  complaint.Number
	Back    string // address of the case
	Files   []Document
	Room    string // how much room is taken
	Allowed bool   // more can be added
	Why     string // the rule that forbids it
	Form    UploadForm
}

// UploadForm asks for several files at once, each with what is said of it. A script
// puts a place to drop files there instead of the rows.
type UploadForm struct {
	Action string // address it is sent to
	After  string // address of the page, for the script to show once all is sent
	Rows   []UploadRow
	Blank  UploadRow // from which the script makes rows
	Faults []Fault   // of the form as a whole
}

// UploadRow asks for one file.
type UploadRow struct {
	N                    int
	File, Caption, Dated Input
}

// DraftFilesView fills the page of the files that wait with a draft.
type DraftFilesView struct {
	Back  string
	To    string // where the page leads on to, when that is not the list
	Files []DraftFile
	Room  string // how much room is taken
	Form  UploadForm
	Next  Form
}

// DraftFile is a file that waits, with the form that changes what is said of it.
type DraftFile struct {
	Document
	Action         string // address of that form
	Caption, Dated Input
	Open           bool // the form is shown
}

// Summary lists the faults of what is said of the files, then those of the form.
func (v DraftFilesView) Summary() []Fault {
	var s Form
	for _, f := range v.Files {
		s.Sections = append(s.Sections, Section{Inputs: []Input{f.Caption, f.Dated}})
	}
	return append(s.Summary(), v.Form.Summary()...)
}

// Summary lists the faults of the form, then those of its inputs.
func (f UploadForm) Summary() []Fault {
	s := Form{Faults: f.Faults}
	for _, r := range f.Rows {
		s.Sections = append(s.Sections, Section{Inputs: []Input{r.File, r.Caption, r.Dated}})
	}
	return s.Summary()
}

// Short is the beginning of a document's hash, enough to tell two files apart.
func (d Document) Short() string { return d.SHA256[:min(8, len(d.SHA256))] }
