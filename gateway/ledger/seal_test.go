package ledger

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	bolt "go.etcd.io/bbolt"

	"berth/contracts/chain/follow"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/wire"
)

const secret = "correct-horse-battery-staple"

func compose() Revision {
	return Revision{Number: 1, Format: "compose", Manifest: "services: {db: {image: x, environment: {PASSWORD: " + secret + "}}}", Signature: eth.Bytes{7, 7, 7, 7, 7, 7, 7, 7}}
}

func deployed(t *testing.T, path string, opts ...Option) {
	t.Helper()
	l, err := Open(path, opts...)
	if err != nil {
		t.Fatal(err)
	}
	if err := l.Deploy(Record{Order: order.Order{ID: 9}, Revision: 1}, compose()); err != nil {
		t.Fatal(err)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
}

func isClean(t *testing.T, path string) {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for what, text := range map[string][]byte{
		"the secret": []byte(secret), "its hexadecimal": []byte(hex.EncodeToString([]byte(secret))), "the manifest": []byte("image: x"), "the signature": []byte("0x0707070707070707"),
	} {
		if bytes.Contains(raw, text) {
			t.Errorf("%s is in the file", what)
		}
	}
}

func TestManifestsAreSealed(t *testing.T) {
	dir := t.TempDir()
	path, keyPath := filepath.Join(dir, "l"), filepath.Join(dir, keyName)
	deployed(t, path)
	isClean(t, path)
	if info, err := os.Stat(keyPath); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the key: %v %v", info, err)
	}
	l := open(t, path)
	if rev, err := l.Revision(9, 1); err != nil || rev.Manifest != compose().Manifest || !bytes.Equal(rev.Signature, compose().Signature) {
		t.Errorf("read again: %+v %v", rev, err)
	}
	// A sealed revision is good only where it was written.
	err := l.db.Update(func(tx *bolt.Tx) error {
		b := tx.Bucket(bucketRevisions)
		raw := bytes.Clone(b.Get(append(key(9), word(1)...)))
		if err := b.Put(append(key(9), word(2)...), raw); err != nil {
			return err
		}
		return b.Put(append(key(8), word(1)...), raw)
	})
	if err != nil {
		t.Fatal(err)
	}
	if rev, err := l.Revision(9, 2); err == nil {
		t.Errorf("taken for another revision: %+v", rev)
	}
	if rev, err := l.Revision(8, 1); err == nil {
		t.Errorf("taken for another order's: %+v", rev)
	}
	if _, _, err := l.Revisions(8, 9, 9); err == nil {
		t.Error("listed as another order's")
	}
	for _, raw := range [][]byte{nil, {}, {0}, {sealedV1}, {sealedV1, 1, 2, 3}, []byte("{}"), bytes.Repeat([]byte{sealedV1}, 99)} {
		if rev, err := l.readRevision(9, 1, raw); err == nil {
			t.Errorf("%x is taken for a revision: %+v", raw, rev)
		}
	}
}

func TestOldRevisionsAreSealed(t *testing.T) {
	path := filepath.Join(t.TempDir(), "l")
	deployed(t, path)
	db, err := bolt.Open(path, 0o600, nil)
	if err != nil {
		t.Fatal(err)
	}
	err = db.Update(func(tx *bolt.Tx) error { // as it was before there was a key
		raw, err := json.Marshal(compose())
		if err != nil {
			return err
		}
		for id := order.ID(9); id < 300; id++ { // so many that later writes do not need all the pages that become free
			if err := tx.Bucket(bucketRevisions).Put(append(key(id), word(1)...), raw); err != nil {
				return err
			}
		}
		if err := put(tx.Bucket(bucketOrders), key(7), Record{Order: order.Order{ID: 7}}); err != nil {
			return err
		}
		return tx.Bucket(bucketMeta).Delete(keyProof)
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		l := open(t, path)
		if rev, err := l.Revision(9, 1); err != nil || rev.Manifest != compose().Manifest || rev.Number != 1 {
			t.Errorf("read again: %+v %v", rev, err)
		}
		if all, err := l.Orders(); err != nil || len(all) != 2 {
			t.Errorf("orders: %+v %v", all, err)
		}
		if _, err := Open(path); err == nil {
			t.Error("the new file is not locked")
		}
		if err := l.SetCheckpoint(follow.Checkpoint{}); err != nil {
			t.Error(err)
		}
		if err := l.Close(); err != nil {
			t.Fatal(err)
		}
		isClean(t, path)
	}
	if left, _ := filepath.Glob(path + ".*"); len(left) > 0 {
		t.Errorf("left over: %v", left)
	}
}

func TestTheRightKeyOrNone(t *testing.T) {
	for name, c := range map[string]struct {
		spoil func(path string) error
		says  string
	}{
		"missing": {os.Remove, "missing"},
		"empty":   {func(p string) error { return os.WriteFile(p, nil, 0o600) }, "damaged"},
		"short":   {func(p string) error { return os.WriteFile(p, []byte("00ff"), 0o600) }, "damaged"},
		"another": {func(p string) error { return os.WriteFile(p, []byte(strings.Repeat("ab", 32)), 0o600) }, "another one"},
		"folder": {func(p string) error {
			if err := os.Remove(p); err != nil {
				return err
			}
			return os.Mkdir(p, 0o700)
		}, "cannot be read"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			path, keyPath := filepath.Join(dir, "l"), filepath.Join(t.TempDir(), "k")
			deployed(t, path, Key(keyPath))
			good, err := os.ReadFile(keyPath)
			if err != nil {
				t.Fatal(err)
			}
			if err := c.spoil(keyPath); err != nil {
				t.Fatal(err)
			}
			_, err = Open(path, Key(keyPath))
			if err == nil || !strings.Contains(err.Error(), c.says) || !strings.Contains(err.Error(), keyPath) || strings.Contains(err.Error(), strings.TrimSpace(string(good))) {
				t.Errorf("got %v", err)
			}
			if raw, _ := os.ReadFile(keyPath); name == "missing" && raw != nil {
				t.Error("a new key was made over what is sealed")
			}
			os.RemoveAll(keyPath)
			if err := os.WriteFile(keyPath, good, 0o600); err != nil {
				t.Fatal(err)
			}
			l, err := Open(path, Key(keyPath))
			if err != nil {
				t.Fatalf("with the right key again: %v", err)
			}
			if rev, err := l.Revision(9, 1); err != nil || rev.Manifest != compose().Manifest {
				t.Errorf("got %+v %v", rev, err)
			}
			if err := l.Close(); err != nil {
				t.Error(err)
			}
		})
	}
	t.Run("made elsewhere", func(t *testing.T) {
		path, keyPath := filepath.Join(t.TempDir(), "l"), filepath.Join(t.TempDir(), "k")
		if err := os.WriteFile(keyPath, []byte(strings.Repeat("cd", 32)), 0o600); err != nil {
			t.Fatal(err)
		}
		deployed(t, path, Key(keyPath))
		deployed(t, path, Key(keyPath))
	})
}

func TestRevisionsArePaged(t *testing.T) {
	l := open(t, filepath.Join(t.TempDir(), "l"))
	for _, id := range []order.ID{1, 2, 3} {
		for n := uint64(1); n <= uint64(id)*30; n++ {
			if err := l.Deploy(Record{Order: order.Order{ID: id}, Revision: n}, Revision{Number: n, Manifest: "x"}); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, c := range []struct {
		id            order.ID
		before        uint64
		limit         int
		first, last   uint64
		count, hasOld int
	}{
		{1, 1 << 63, 20, 30, 11, 20, 1},
		{1, 11, 20, 10, 1, 10, 0},
		{2, 61, 100, 60, 11, 50, 0}, // the oldest are gone
		{3, 1<<64 - 1, 10, 90, 81, 10, 1},
		{3, 42, 10, 41, 41, 1, 0},
		{3, 41, 10, 0, 0, 0, 0},
		{4, 9, 10, 0, 0, 0, 0},
		{0, 9, 10, 0, 0, 0, 0},
	} {
		all, more, err := l.Revisions(c.id, c.before, c.limit)
		if err != nil || len(all) != c.count || more != (c.hasOld == 1) || c.count > 0 && (all[0].Number != c.first || all[len(all)-1].Number != c.last) {
			t.Errorf("%+v: %d, more %v, %v", c, len(all), more, err)
		}
	}
}

func TestClearAndDrop(t *testing.T) {
	path := filepath.Join(t.TempDir(), "l")
	l := open(t, path)
	for _, id := range []order.ID{1, 2, 1 << 40} {
		if err := l.Deploy(Record{Order: order.Order{ID: id}, Revision: 1}, compose()); err != nil {
			t.Fatal(err)
		}
	}
	story := func(from, to uint64) (all []wire.Happening) {
		for n := from; n <= to; n++ {
			all = append(all, wire.Happening{Seq: n, Code: wire.HappenedOther, Count: 1})
		}
		return all
	}
	if err := l.PutHappenings([]Diary{{Order: 1, New: story(1, 300)}, {Order: 2, New: story(1, 3)}}); err != nil {
		t.Fatal(err)
	}
	if err := l.PutHappenings([]Diary{{Order: 1, First: 120, New: story(300, 310)}}); err != nil {
		t.Fatal(err)
	}
	all, err := l.Happenings()
	if err != nil || len(all[1]) != 191 || all[1][0].Seq != 120 || all[1][190].Seq != 310 || len(all[2]) != 3 {
		t.Errorf("%d and %d, %v", len(all[1]), len(all[2]), err)
	}
	if err := l.Clear([]Record{{Order: order.Order{ID: 1}, Collected: true}}, Diary{Order: 1, New: story(311, 311)}); err != nil {
		t.Fatal(err)
	}
	if all, err = l.Happenings(); err != nil || len(all[1]) != 1 || len(all[2]) != 3 {
		t.Errorf("after clearing: %v %v", all, err)
	}
	if _, err := l.Revision(1, 1); err == nil {
		t.Error("a revision of what was collected is there still")
	}
	for _, id := range []order.ID{2, 1 << 40} {
		if _, err := l.Revision(id, 1); err != nil {
			t.Error(err)
		}
	}
	if err := l.Drop([]order.ID{1, 2}, []eth.Address{{5}, {5}, {6}}); err != nil {
		t.Fatal(err)
	}
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
	l = open(t, path)
	records, err := l.Orders()
	if err != nil || len(records) != 1 || records[0].Order.ID != 1<<40 {
		t.Errorf("records %+v %v", records, err)
	}
	if all, err = l.Happenings(); err != nil || len(all) != 0 {
		t.Errorf("after dropping: %v %v", all, err)
	}
	if users, err := l.Served(); err != nil || len(users) != 2 {
		t.Errorf("served %v %v", users, err)
	}
}
