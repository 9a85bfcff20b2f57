package ledger

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	bolt "go.etcd.io/bbolt"

	"berth/shared/order"
)

// What users sign may hold their secrets, so revisions are in the file only sealed, with AES-256-GCM under a key that is
// in a file of its own: who gets hold of the ledger, such as from a backup, cannot read them. Each is bound to its order
// and number. The signature is sealed, too: with it a guess of a short secret could be tried.

// keyName is the file of the key where no other is named: beside the ledger.
const keyName = "secrets.key"

var (
	keyProof = []byte("secrets-proof") // in meta: shows whether a key is the right one
	keyPlain = []byte("plain-pages")   // in meta: there may be unsealed revisions on pages that are free now

	proofText = []byte("berth ledger")
)

// sealedV1 begins a sealed revision; one from before there was a key is JSON and begins otherwise.
const sealedV1 = 1

// openKey reads the key, and makes one only for a ledger in which nothing is sealed yet.
func (l *Ledger) openKey(path string) error {
	var proof []byte
	err := l.db.View(func(tx *bolt.Tx) error {
		proof = append(proof, tx.Bucket(bucketMeta).Get(keyProof)...)
		return nil
	})
	if err != nil {
		return err
	}
	text, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist) && proof != nil:
		return fmt.Errorf("its deployments are sealed under the key in %s, which is missing: put that file back, such as from a backup, or name where it is with --secrets-key", path)
	case errors.Is(err, fs.ErrNotExist):
		if text, err = MakeKey(path); err != nil {
			return fmt.Errorf("the secrets key %s cannot be made: %w", path, err)
		}
	case err != nil:
		return fmt.Errorf("the secrets key cannot be read: %w", err)
	}
	key, err := hex.DecodeString(strings.TrimSpace(string(text)))
	if err != nil || len(key) != 32 {
		return fmt.Errorf("the secrets key %s is damaged, it must be 64 hex digits: put the right file back, such as from a backup", path)
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return err
	}
	if l.seal, err = cipher.NewGCMWithRandomNonce(block); err != nil {
		return err
	}
	if proof == nil {
		return l.db.Update(func(tx *bolt.Tx) error {
			return tx.Bucket(bucketMeta).Put(keyProof, l.seal.Seal(nil, nil, proofText, keyProof))
		})
	}
	if _, err := l.seal.Open(nil, nil, proof, keyProof); err != nil {
		return fmt.Errorf("the secrets key %s is another one than that under which the deployments are sealed: put the right file back, such as from a backup, or name where it is with --secrets-key", path)
	}
	return nil
}

// MakeKey makes a key's file, as a ledger does that has none yet, and gives its text. What is there once it has its name is whole, and
// nobody's is written over: a key that is there is given.
func MakeKey(path string) ([]byte, error) {
	key := make([]byte, 32)
	rand.Read(key)
	text := append(hex.AppendEncode(nil, key), '\n')
	f, err := os.CreateTemp(filepath.Dir(path), ".key-*") // with the mode 0600
	if err != nil {
		return nil, err
	}
	defer os.Remove(f.Name())
	_, err = f.Write(text)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return nil, err
	}
	if err := os.Link(f.Name(), path); err != nil {
		if errors.Is(err, fs.ErrExist) {
			return os.ReadFile(path)
		}
		return nil, err
	}
	// Without its folder's entry the key would be lost in a crash that what is sealed under it survives.
	dir, err := os.Open(filepath.Dir(path))
	if err != nil {
		return nil, err
	}
	return text, errors.Join(dir.Sync(), dir.Close())
}

// bound is what a sealed revision belongs to, so that it cannot be taken for another one.
func bound(id order.ID, n uint64) []byte {
	return append(append([]byte("berth revision "), key(id)...), word(n)...)
}

func (l *Ledger) putRevision(tx *bolt.Tx, id order.ID, rev Revision) error {
	raw, err := json.Marshal(rev)
	if err != nil {
		return err
	}
	return tx.Bucket(bucketRevisions).Put(append(key(id), word(rev.Number)...), l.seal.Seal([]byte{sealedV1}, nil, raw, bound(id, rev.Number)))
}

func (l *Ledger) readRevision(id order.ID, n uint64, raw []byte) (rev Revision, err error) {
	if len(raw) == 0 || raw[0] != sealedV1 {
		return rev, fmt.Errorf("order %s revision %d: it is not sealed as this version does it", id, n)
	}
	if raw, err = l.seal.Open(nil, nil, raw[1:], bound(id, n)); err == nil {
		err = json.Unmarshal(raw, &rev)
	}
	if err != nil {
		return Revision{}, fmt.Errorf("order %s revision %d: %w", id, n, err)
	}
	return rev, nil
}

// sealOld seals the revisions of a ledger from before there was a key. It reports whether there may be any on pages that
// are free now.
func (l *Ledger) sealOld() (plain bool, err error) {
	err = l.db.Update(func(tx *bolt.Tx) error {
		found := map[order.ID][]Revision{}
		err := tx.Bucket(bucketRevisions).ForEach(func(k, raw []byte) error {
			if len(k) != 16 || len(raw) > 0 && raw[0] == sealedV1 {
				return nil
			}
			rev := Revision{}
			if err := json.Unmarshal(raw, &rev); err != nil {
				return fmt.Errorf("revision %x: %w", k, err)
			}
			rev.Number = number(k[8:])
			found[order.ID(number(k[:8]))] = append(found[order.ID(number(k[:8]))], rev)
			return nil
		})
		for id, all := range found {
			for _, rev := range all {
				if err == nil {
					err = l.putRevision(tx, id, rev)
				}
			}
		}
		if err == nil && len(found) > 0 {
			err = tx.Bucket(bucketMeta).Put(keyPlain, []byte{1})
		}
		plain = tx.Bucket(bucketMeta).Get(keyPlain) != nil
		return err
	})
	return plain, err
}

// compact copies what is in use into a new file that takes the old one's place: free pages keep what was on them.
func (l *Ledger) compact(path string) error {
	next := path + ".compact"
	if err := os.Remove(next); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	dst, err := bolt.Open(next, 0o600, options())
	if err != nil {
		return err
	}
	err = bolt.Compact(dst, l.db, 1<<20)
	if err == nil {
		err = dst.Update(func(tx *bolt.Tx) error { return tx.Bucket(bucketMeta).Delete(keyPlain) })
	}
	// The new file is locked from its first moment on, and so is the old one until it has lost its name.
	if err == nil {
		err = os.Rename(next, path)
	}
	if err != nil {
		return errors.Join(err, dst.Close(), os.Remove(next))
	}
	old := l.db
	l.db = dst
	return old.Close()
}
