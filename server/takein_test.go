package server

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"image"
	"image/jpeg"
	"mime/multipart"
	"net/http"
	"strings"
	"testing"

	"recourse/complaint"
	"recourse/law"
	"recourse/server/api"
	"recourse/server/picture"
)

// where stands in a photograph where a telephone writes the place.
const where = "59.3293N 18.0686E"

// photograph is a JPEG that tells where it was taken.
func photograph(t testing.TB) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewGray(image.Rect(0, 0, 16, 16)), nil); err != nil {
		t.Fatal(err)
	}
	note := "http://ns.adobe.com/xap/1.0/\x00" + where
	return bytes.Join([][]byte{b.Bytes()[:2], {0xff, 0xe1, 0, byte(len(note) + 2)}, []byte(note), b.Bytes()[2:]}, nil)
}

// described makes a form of a file with what is said of it.
func described(t testing.TB, name string, content []byte, fields ...string) (body, kind string) {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	part, err := w.CreateFormFile("file", name)
	if err == nil {
		_, err = part.Write(content)
	}
	for i := 0; i < len(fields) && err == nil; i += 2 {
		err = w.WriteField(fields[i], fields[i+1])
	}
	if err == nil {
		err = w.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	return b.String(), w.FormDataContentType()
}

// sent sends a file of a complainant with what is said of it.
func (v *visitor) sent(number, key, name string, content []byte, fields ...string) answer {
	v.t.Helper()
	body, kind := described(v.t, name, content, fields...)
	return v.send(wrong(v.request(http.MethodPost, apiBase+"/complaints/"+number+"/documents", body, "Content-Type: "+kind, "Idempotency-Key: "+key)))
}

func hexSum(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:])
}

// What is kept of a photograph does not tell where it was taken, and the record
// says which file came, so that its sender can show that this is their own.
func TestUpload_aPhotographLosesItsPlace(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	v, number := h.resident()
	content := photograph(t)
	var d law.Document
	v.sent(number, "p1", "photo.jpg", content, "caption", "the notice on the door", "dated", "2018-07-02").is(http.StatusCreated).into(&d)
	got := v.get(apiBase + "/complaints/" + number + "/documents/" + d.ID).is(http.StatusOK).body
	if bytes.Contains(got, []byte(where)) || d.SHA256 != hexSum(got) || int64(len(got)) != d.Size {
		t.Errorf("kept is %q as %+v", got, d)
	}
	if _, err := jpeg.Decode(bytes.NewReader(got)); err != nil {
		t.Error(err)
	}
	var file api.CaseFile
	v.get(apiBase + "/complaints/" + number).into(&file)
	said := file.Entries[len(file.Entries)-1].Details
	if said["original"] != hexSum(content) || said["dated"] != "2018-07-02" || said["caption"] != "the notice on the door" {
		t.Errorf("the entry says %v", said)
	}
	if act := h.cases.acts[0]; len(act.Facts) != 0 {
		t.Errorf("the engine has seen %+v", act)
	}
	h.unchanged(func() {
		v.sent(number, "p1", "photo.jpg", content, "caption", "the notice on the door", "dated", "2018-07-02").is(http.StatusCreated)
		v.sent(number, "p1", "photo.jpg", content, "caption", "the notice on the door", "dated", "2018-07-03").problem(http.StatusConflict, "key")
	})
}

// A file of which nothing had to be taken out has one hash.
func TestUpload_anotherFileStaysAsItCame(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	v, number := h.resident()
	v.sent(number, "p1", "reply.txt", []byte("We do not answer.")).is(http.StatusCreated)
	var file api.CaseFile
	v.get(apiBase + "/complaints/" + number).into(&file)
	if said := file.Entries[len(file.Entries)-1].Details; said["original"] != "" || said["name"] != "reply.txt" {
		t.Errorf("the entry says %v", said)
	}
}

func TestUpload_whatIsSaidHasLimits(t *testing.T) {
	t.Parallel()
	h := newHouse(t)
	v, number := h.resident()
	content := []byte("We do not answer.")
	h.unchanged(func() {
		v.sent(number, "a", "a.txt", content, "caption", strings.Repeat("å", longestCaption+1)).problem(http.StatusBadRequest, "caption")
		v.sent(number, "a", "a.txt", content, "dated", "last summer").problem(http.StatusBadRequest, "dated")
		v.sent(number, "a", "a.txt", content, "dated", "2018-08-26").problem(http.StatusBadRequest, "yet to come")
		v.sent(number, "a", "a.txt", content, "original", "ab").problem(http.StatusBadRequest, "original")
		v.sent(number, "a", "a.jpg", photograph(t)[:30]).problem(http.StatusBadRequest, "cannot be taken out")
	})
	if len(h.record.uploads) != 0 {
		t.Errorf("%d files are left", len(h.record.uploads))
	}
	v.sent(number, "a", "a.txt", content, "caption", strings.Repeat("å", longestCaption), "dated", "2018-08-25").is(http.StatusCreated) // it is the 25th in Kiribati
}

// Each picture that is evidence can be cleaned.
func TestFamilies_picturesCanBeCleaned(t *testing.T) {
	t.Parallel()
	for _, f := range families {
		for _, kind := range f.types {
			if strings.HasPrefix(kind, "image/") && !picture.Known(kind) {
				t.Errorf("%s would keep where it was taken", kind)
			}
		}
	}
	if _, err := evidence("scan.tif", []byte("II*\x00\x08\x00\x00\x00")); complaint.FaultOf(err) != complaint.FileType {
		t.Errorf("a TIFF is taken: %v", err)
	}
}
