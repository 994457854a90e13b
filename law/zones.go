package law

import (
	"archive/zip"
	"bytes"
	_ "embed" // the zones
	"fmt"
	"io"
	"io/fs"
	"sync"
	"time"
	_ "time/tzdata" // for the floors above, which show times in the reader's own zone
)

// zoneFile is the IANA time zone database (public domain) as the Go release of
// this tree ships it. The standard library looks at the machine's own files
// first, which differ from machine to machine; a period must not.
//
//go:generate sh -c "cp \"$(go env GOROOT)/lib/time/zoneinfo.zip\" zoneinfo.zip && chmod 644 zoneinfo.zip"
//go:embed zoneinfo.zip
var zoneFile []byte

// zoneData is the file by zone name. Never written again: a workflow may read it.
var zoneData = readZones(zoneFile)

// readZones unpacks the database. It panics on a damaged file, since no period can
// be counted then.
func readZones(file []byte) map[string][]byte {
	archive, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		panic(fmt.Errorf("read the embedded zones: %w", err))
	}
	all := make(map[string][]byte, len(archive.File))
	for _, f := range archive.File {
		if all[f.Name], err = readZone(f); err != nil {
			panic(fmt.Errorf("read the embedded zone %s: %w", f.Name, err))
		}
	}
	return all
}

func readZone(f *zip.File) ([]byte, error) {
	if f.Mode().Type() == fs.ModeDir {
		return nil, nil
	}
	r, err := f.Open()
	if err != nil {
		return nil, err
	}
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	return data, r.Close()
}

// zones are the locations met so far by name.
var zones sync.Map

// location returns a zone by its IANA name from the embedded database, UTC when
// there is none of that name.
func location(name string) *time.Location {
	if zone, ok := zones.Load(name); ok {
		return zone.(*time.Location)
	}
	zone, err := time.LoadLocationFromTZData(name, zoneData[name])
	if err != nil {
		return time.UTC
	}
	zones.Store(name, zone)
	return zone
}
