package server

import (
	"mime"
	"path"
	"slices"
	"strings"

	"github.com/gabriel-vasile/mimetype"

	"recourse/complaint"
)

// beginning is how much of a file is looked at to see what it is, in bytes. The
// parts of an office document that tell its type stand within it.
const beginning = 32 << 10

func init() { mimetype.SetLimit(beginning) }

// family is a family of files that can be evidence: what their beginning can say
// they are, and which endings their names may have.
type family struct{ types, endings []string }

// families are all files that are taken: what people receive, write, photograph
// or record. Programs, scripts, pages and drawings that can hold scripts are none,
// nor are archives, whose content their beginning does not tell and which an
// officer would have to unpack: their files are sent one by one. A TIFF is none
// either: where it was taken can stand anywhere in it, and so cannot be taken out as
// it comes (decision 20). Product choice.
var families = []family{
	{[]string{"application/pdf"}, []string{".pdf"}},
	{[]string{"image/png", "image/apng"}, []string{".png"}},
	{[]string{"image/jpeg"}, []string{".jpg", ".jpeg", ".jpe", ".jfif"}},
	{[]string{"image/gif"}, []string{".gif"}},
	{[]string{"image/webp"}, []string{".webp"}},
	{[]string{"image/bmp"}, []string{".bmp"}},
	{[]string{"image/heic", "image/heic-sequence", "image/heif", "image/heif-sequence", "image/avif"}, []string{".heic", ".heif", ".avif"}},
	{
		[]string{"text/plain", "text/csv", "text/tab-separated-values", "text/rtf", "text/vcard", "text/calendar", "text/vtt", "application/x-subrip", "application/json", "application/x-ndjson", "message/rfc822"},
		[]string{".txt", ".text", ".md", ".log", ".csv", ".tsv", ".tab", ".rtf", ".vcf", ".ics", ".vtt", ".srt", ".json", ".jsonl", ".ndjson", ".eml"},
	},
	{[]string{"application/vnd.openxmlformats-officedocument.wordprocessingml.document"}, []string{".docx"}},
	{[]string{"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}, []string{".xlsx"}},
	{[]string{"application/vnd.openxmlformats-officedocument.presentationml.presentation"}, []string{".pptx"}},
	{[]string{"application/vnd.oasis.opendocument.text"}, []string{".odt"}},
	{[]string{"application/vnd.oasis.opendocument.spreadsheet"}, []string{".ods"}},
	{[]string{"application/vnd.oasis.opendocument.presentation"}, []string{".odp"}},
	{
		[]string{"application/msword", "application/vnd.ms-excel", "application/vnd.ms-powerpoint", "application/vnd.ms-outlook", "application/x-ole-storage"},
		[]string{".doc", ".xls", ".ppt", ".msg"},
	},
	{[]string{"audio/mpeg"}, []string{".mp3"}},
	{[]string{"audio/mp4", "audio/x-m4a", "video/mp4", "video/x-m4v", "video/quicktime", "video/3gpp", "video/3gpp2"}, []string{".m4a", ".mp4", ".m4v", ".mov", ".3gp", ".3g2"}},
	{[]string{"audio/ogg", "video/ogg", "application/ogg"}, []string{".ogg", ".oga", ".opus", ".ogv"}},
	{[]string{"audio/wav"}, []string{".wav"}},
	{[]string{"audio/flac"}, []string{".flac"}},
	{[]string{"audio/amr"}, []string{".amr"}},
	{[]string{"audio/aac"}, []string{".aac"}},
	{[]string{"video/webm", "video/matroska"}, []string{".webm", ".mkv"}},
	{[]string{"video/x-msvideo"}, []string{".avi"}},
}

// evidence says of which media type a file is by its beginning. What the sender
// says of the type counts for nothing; a name whose ending says otherwise is
// refused, since it would open as something else.
func evidence(name string, head []byte) (string, error) {
	if len(head) == 0 {
		return "", complaint.Unfit(complaint.FileEmpty, complaint.Errorf(complaint.Invalid, "the file is empty"))
	}
	kind, _, err := mime.ParseMediaType(mimetype.Detect(head).String())
	if err != nil {
		kind = plainBytes
	}
	i := slices.IndexFunc(families, func(f family) bool { return slices.Contains(f.types, kind) })
	if i < 0 {
		return "", complaint.Unfit(complaint.FileType, complaint.Errorf(complaint.Invalid,
			"the file is of a type that is not taken (%s); send a PDF, a picture, a text, an office document, a mail, a sound or a film, and the files of an archive one by one", kind))
	}
	ending := strings.ToLower(path.Ext(name))
	if ending != "" && !slices.Contains(families[i].endings, ending) {
		return "", complaint.Unfit(complaint.FileEnding, complaint.Errorf(complaint.Invalid, "the name of the file does not fit its content, which is %s", kind))
	}
	return kind, nil
}
