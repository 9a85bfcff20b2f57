package backup

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"berth/shared/wire"
)

// TestSpare: what is kept is what any of the numbers keeps.
func TestSpare(t *testing.T) {
	now := time.Date(2026, 3, 20, 12, 0, 0, 0, time.UTC) // a Friday
	at := func(day, hour int) wire.BackupEntry {
		e := wire.BackupEntry{At: time.Date(2026, 3, day, hour, 0, 0, 0, time.UTC), Whole: true}
		e.Path = e.At.Format("02T15")
		return e
	}
	broken, old := at(20, 11), at(17, 1)
	broken.Whole, old.Whole = false, false
	all := []wire.BackupEntry{at(2, 1), at(9, 1), at(16, 1), at(18, 1), at(18, 9), at(19, 1), at(19, 9), at(20, 1), at(20, 9), broken, old}
	for _, c := range []struct {
		keep wire.BackupKeep
		want []string // that stay
	}{
		{wire.BackupKeep{}, []string{"02T01", "09T01", "16T01", "17T01", "18T01", "18T09", "19T01", "19T09", "20T01", "20T09", "20T11"}},
		{wire.BackupKeep{Newest: 1}, []string{"20T09", "20T11"}},
		{wire.BackupKeep{Newest: 3}, []string{"19T09", "20T01", "20T09", "20T11"}},
		{wire.BackupKeep{Daily: 2}, []string{"19T09", "20T09", "20T11"}},
		{wire.BackupKeep{Daily: 9}, []string{"02T01", "09T01", "16T01", "18T09", "19T09", "20T09", "20T11"}},
		{wire.BackupKeep{Weekly: 2}, []string{"09T01", "20T09", "20T11"}},
		{wire.BackupKeep{Newest: 2, Daily: 3, Weekly: 3}, []string{"02T01", "09T01", "18T09", "19T09", "20T01", "20T09", "20T11"}},
	} {
		gone := map[string]bool{}
		for _, e := range spare(all, c.keep, now) {
			gone[e.Path] = true
		}
		var stay []string
		for _, e := range all {
			if !gone[e.Path] {
				stay = append(stay, e.Path)
			}
		}
		slices.Sort(stay)
		if !slices.Equal(stay, c.want) {
			t.Errorf("%+v: %v, want %v", c.keep, stay, c.want)
		}
	}
}

func TestFollowing(t *testing.T) {
	base := time.Date(2026, 3, 20, 12, 34, 56, 0, time.UTC)
	for _, c := range []struct {
		every wire.BackupEvery
		late  time.Duration
		want  time.Duration // after base
	}{
		{wire.BackupHourly, -time.Minute, 0},
		{wire.BackupHourly, 0, time.Hour},
		{wire.BackupHourly, 90 * time.Minute, 2 * time.Hour},
		{wire.BackupDaily, time.Second, 24 * time.Hour},
		{wire.BackupWeekly, 15 * 24 * time.Hour, 21 * 24 * time.Hour},
	} {
		if got := following(base, base.Add(c.late), c.every); got.Sub(base) != c.want {
			t.Errorf("%s, %s late: %s", c.every, c.late, got.Sub(base))
		}
	}
	if got := following(time.Time{}, base, wire.BackupNever); !got.IsZero() {
		t.Error(got)
	}
}

func TestTurn(t *testing.T) {
	var all []wire.BackupEntry
	for _, p := range []string{"berth-1-1/20260101T000000Z", "berth-1-2/20260101T000000Z", "berth-1-1/20260102T000000Z", "berth-1-1/20260103T000000Z"} {
		_, at, err := parsePath(p)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, wire.BackupEntry{Path: p, At: at})
	}
	var got []string
	next := ""
	for range 9 {
		var page []wire.BackupEntry
		page, next = turn(all, next, 3)
		for _, e := range page {
			got = append(got, e.Path)
		}
		if next == "" {
			break
		}
	}
	want := []string{all[3].Path, all[2].Path, all[1].Path, all[0].Path}
	if !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

func TestPartOf(t *testing.T) {
	for size, want := range map[int64]uint64{0: 8 << 20, 64 << 30: 8 << 20, 1 << 40: 106 << 20, 1 << 50: mostPart} {
		if got := partOf(size); got != want {
			t.Errorf("%d: %d, want %d", size, got, want)
		}
	}
}

// What is in a bucket may have been written by anybody.
func FuzzNames(f *testing.F) {
	for _, s := range []string{"berth-1-17/20260131T150405Z/data.tar.zst.age", "berth-1-17/20260131T150405Z/manifest.json", "berth-1-17/20260131T150405Z/../x.tar.zst.age", "berth--/T/", "/", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		path, file, ok := parseKey(s)
		if !ok {
			return
		}
		if path+"/"+file != s || strings.Contains(s, "..") && !strings.Contains(file, "..") || strings.ContainsAny(file, "/\x00") {
			t.Errorf("%q: %q, %q", s, path, file)
		}
		if _, at, err := parsePath(path); err != nil || !strings.HasSuffix(path, at.Format(stamp)) {
			t.Errorf("%q: %v, %v", path, at, err)
		}
	})
}

func FuzzManifest(f *testing.F) {
	good, err := json.Marshal(manifest{Format: format, Disks: []diskObject{{Disk: "data", Object: "data" + diskEnd, Stored: 1, SHA256: strings.Repeat("a", 64)}}})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good)
	f.Add([]byte("{}"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		m, err := readManifest(raw)
		if err != nil {
			return
		}
		again, err := json.Marshal(m)
		if err != nil {
			t.Fatal(err)
		}
		if n, err := readManifest(again); err != nil || !reflect.DeepEqual(m, n) {
			t.Errorf("%s: %v", again, err)
		}
		for _, d := range m.Disks {
			if strings.ContainsAny(d.Object, "/\\\x00") || d.Stored <= 0 {
				t.Errorf("%+v", d)
			}
		}
	})
}
