package ledger

import (
	"path/filepath"
	"testing"

	"berth/shared/eth"
	"berth/shared/wire"
)

func TestAuditLog(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ledger.db")
	l, err := Open(path)
	if err != nil {
		t.Fatal(err)
	}
	a := l.Admin()
	for range 5 {
		if err := a.Note(wire.AdminAct{Act: "x"}, wire.AdminAct{Act: "y"}); err != nil {
			t.Fatal(err)
		}
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	if l, err = Open(path); err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	a = l.Admin()
	if err := a.ChangeSessions(map[eth.Hash]AdminSession{{1}: {}}, nil, wire.AdminAct{Act: "login"}); err != nil {
		t.Fatal(err)
	}
	var seqs []uint64
	for before := uint64(0); ; {
		page, more, err := a.Acts(before, 4)
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range page {
			seqs = append(seqs, x.Seq)
		}
		if !more {
			break
		}
		before = page[len(page)-1].Seq
	}
	if len(seqs) != 11 || seqs[0] != 11 || seqs[10] != 1 {
		t.Errorf("got %v", seqs)
	}
	for _, before := range []uint64{1, 12, 1 << 60} {
		page, more, err := a.Acts(before, 100)
		if want := map[uint64]int{1: 0, 12: 11, 1 << 60: 11}[before]; err != nil || len(page) != want || more {
			t.Errorf("before %d: %d, %v, %v", before, len(page), more, err)
		}
	}
}

// A version is written once: whoever is second is refused.
func TestVersionsAreNotWrittenOver(t *testing.T) {
	l, err := Open(filepath.Join(t.TempDir(), "ledger.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	a := l.Admin()
	if err := a.SaveVersion(wire.AdminVersion{Version: 1, Note: "first"}, wire.AdminAct{}); err != nil {
		t.Fatal(err)
	}
	if err := a.SaveVersion(wire.AdminVersion{Version: 1, Note: "second"}, wire.AdminAct{}); err == nil {
		t.Error("written over")
	}
	page, _, err := a.Versions(0, 10)
	acts, _, err2 := a.Acts(0, 10)
	if err != nil || err2 != nil || len(page) != 1 || page[0].Note != "first" || len(acts) != 1 {
		t.Errorf("got %+v, %+v, %v, %v", page, acts, err, err2)
	}
}
