package complaint

import "errors"

// FileFault says why a file is not taken, for pages to say it in the reader's words.
type FileFault string

// Why a file is not taken.
const (
	FileEmpty     FileFault = "empty"
	FileLarge     FileFault = "large"     // one file is larger than a file may be
	FileName      FileFault = "name"      // has none, too long a one, or one that is no text
	FileType      FileFault = "type"      // is of a type that is no evidence
	FileEnding    FileFault = "ending"    // its name says that it is something else
	FileDamaged   FileFault = "damaged"   // is a picture that cannot be cleaned of where it was taken
	FileHarmful   FileFault = "harmful"   // the virus scanner has found something
	FileUnscanned FileFault = "unscanned" // the virus scanner does not answer
	FilesMany     FileFault = "many"      // there are as many as there may be
	FilesFull     FileFault = "full"      // together they are as large as they may be
)

// unfit is the error of a file that is not taken.
type unfit struct {
	error
	fault FileFault
}

func (u *unfit) Unwrap() error { return u.error }

// Unfit says of the error of a file what fault of the file it is.
func Unfit(fault FileFault, err error) error { return &unfit{err, fault} }

// FaultOf returns what is wrong with the file of which the error is, or "".
func FaultOf(err error) FileFault {
	var u *unfit
	if errors.As(err, &u) {
		return u.fault
	}
	return ""
}
