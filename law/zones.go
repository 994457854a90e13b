package law

import (
	"archive/zip"
	"bytes"
	_ "embed" // the zones
	"fmt"
	"io"
	"io/fs"
	"math"
	"sync"
	"time"
	_ "time/tzdata" // for the floors above, which show times in the reader's own zone

	"recourse/complaint"
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

// zone is a location with the offsets of its days, since the library works out
// the rule of daylight saving anew for every instant.
type zone struct {
	*time.Location
	offsets []int32 // seconds east of UTC by day since 1 January of firstYear
}

// changing marks a day on which the clocks of a zone are put forward or back.
const changing = math.MinInt32

// zones are the locations met so far by name.
var zones sync.Map

// location returns a zone by its IANA name from the embedded database, UTC when
// there is none of that name.
func location(name string) *time.Location { return zoneOf(name).Location }

func zoneOf(name string) *zone {
	if z, ok := zones.Load(name); ok {
		return z.(*zone)
	}
	loc, err := time.LoadLocationFromTZData(name, zoneData[name])
	if err != nil {
		return universal
	}
	z := newZone(loc)
	zones.Store(name, z)
	return z
}

var universal = newZone(time.UTC)

// newZone reads the offsets of the years for which holidays are known.
func newZone(loc *time.Location) *zone {
	z := &zone{loc, make([]int32, dayNumber(time.Date(lastYear+1, time.January, 1, 0, 0, 0, 0, time.UTC))-firstDay)}
	before := offset(firstYear, 0, loc)
	for day := range z.offsets {
		after := offset(firstYear, day+1, loc)
		z.offsets[day] = after
		if after != before {
			z.offsets[day] = changing
		}
		before = after
	}
	return z
}

// offset returns the offset of a zone at the beginning of a day of a year, the
// first day being 0.
func offset(year, day int, loc *time.Location) int32 {
	_, seconds := time.Date(year, time.January, 1+day, 0, 0, 0, 0, loc).Zone()
	return int32(seconds)
}

// at returns the instant at which the clock of the zone shows a time on d, UTC.
func (z *zone) at(d complaint.Date, hour, minute, second int) time.Time {
	midnight := d.In(time.UTC, 0, 0).Unix()
	if day := int(midnight/secondsPerDay) - firstDay; day >= 0 && day < len(z.offsets) && z.offsets[day] != changing {
		return time.Unix(midnight+int64(hour*3600+minute*60+second)-int64(z.offsets[day]), 0).UTC()
	}
	return time.Date(d.Year, d.Month, d.Day, hour, minute, second, 0, z.Location).UTC()
}

// endIn returns the last second of d in a zone by its name, UTC.
func endIn(name string, d complaint.Date) time.Time { return zoneOf(name).at(d, 23, 59, 59) }
