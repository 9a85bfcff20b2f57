package snapshot

import (
	"context"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"os"
	"strconv"

	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/wire"
)

// MaxPart is the most bytes of an upload's part.
const MaxPart = 16 << 20

// sum is the digest of the first so many bytes of a file.
type sum struct {
	hash.Hash
	of uint64
}

// Upload begins a snapshot that its user sends. Its errors are problems.
func (s *Store) Upload(id order.ID, req wire.UploadRequest) (wire.Snapshot, error) {
	raw, err := hex.DecodeString(req.SHA256)
	switch most := s.most(id); {
	case err != nil || len(raw) != sha256.Size:
		return wire.Snapshot{}, problem.Field("sha256", "64 hex digits, the SHA-256 of the whole archive")
	case req.Bytes == 0 || req.Bytes > most:
		return wire.Snapshot{}, problem.Field("bytes", "1 to %d, which an order's snapshots may have together", most)
	}
	k, err := s.begin(id, wire.Snapshot{State: wire.SnapshotUploading, Of: req.Bytes, SHA256: hex.EncodeToString(raw)})
	if err != nil {
		return wire.Snapshot{}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return k.Snapshot, nil
}

// Put adds a part to an upload: the next one, whole, and with its own digest. The last one makes the snapshot. Its errors are problems.
func (s *Store) Put(id order.ID, name string, offset uint64, part, digest []byte) (wire.Snapshot, error) {
	k, err := s.find(id, name)
	if err != nil {
		return wire.Snapshot{}, err
	}
	if got := sha256.Sum256(part); subtle.ConstantTimeCompare(got[:], digest) != 1 {
		return wire.Snapshot{}, problem.Field("Content-Digest", "the SHA-256 of this part, which was damaged on its way or is another one; send it again")
	}
	if !k.writing.TryLock() {
		return wire.Snapshot{}, busy("another part of this upload is on its way")
	}
	defer k.writing.Unlock()
	s.mu.Lock()
	x, mine := k.Snapshot, s.has(k)
	s.mu.Unlock()
	switch {
	case !mine || x.State != wire.SnapshotUploading:
		return x, problem.New(409, problem.Used, "this is no upload any more").Remedy("it is %s", x.State)
	case offset != x.Bytes:
		return x, problem.New(409, problem.WrongOffset, "the next part begins at %d", x.Bytes).Remedy("send that one").With("want", strconv.FormatUint(x.Bytes, 10))
	case len(part) == 0 || uint64(len(part)) > x.Of-x.Bytes:
		return x, problem.New(413, problem.TooLarge, "the upload was to have %d bytes", x.Of).Remedy("send %d more", x.Of-x.Bytes)
	}
	if err := s.add(context.Background(), k, x.Bytes, func(w io.Writer) error { _, err := w.Write(part); return err }); err != nil {
		return x, err
	}
	return s.settle(id, k)
}

// add writes what comes to the end of an upload's file, which has so many bytes now. The caller holds k.writing.
func (s *Store) add(ctx context.Context, k *kept, at uint64, write func(io.Writer) error) error {
	f, err := os.OpenFile(k.part(), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return fmt.Errorf("upload: %w", err)
	}
	defer f.Close()
	if err := k.known(f, at); err != nil {
		return fmt.Errorf("upload: %w", err)
	}
	if err := f.Truncate(int64(at)); err != nil {
		return fmt.Errorf("upload: %w", err)
	}
	if _, err := f.Seek(int64(at), io.SeekStart); err != nil {
		return fmt.Errorf("upload: %w", err)
	}
	w := &growing{ctx: ctx, store: s, k: k, to: f, sum: k.sum}
	err = write(w)
	if w.err != nil {
		err = w.err
	}
	s.mu.Lock()
	k.sum.of = k.Snapshot.Bytes
	if !s.has(k) { // it was deleted, and its file may have been made again
		err = errors.Join(err, os.Remove(k.part()))
	}
	s.mu.Unlock()
	if err = errors.Join(err, f.Sync()); err != nil {
		return err
	}
	return nil
}

// known makes sure that the digest of what is there is known.
func (k *kept) known(f *os.File, at uint64) error {
	if k.sum != nil && k.sum.of == at {
		return nil
	}
	k.sum = &sum{Hash: sha256.New()}
	n, err := io.Copy(k.sum, io.NewSectionReader(f, 0, int64(at)))
	if err == nil && uint64(n) != at {
		err = io.ErrUnexpectedEOF
	}
	k.sum.of = at
	return err
}

// settle makes an upload that is whole a snapshot, and gives it as it is. The caller holds k.writing.
func (s *Store) settle(id order.ID, k *kept) (wire.Snapshot, error) {
	s.mu.Lock()
	x := k.Snapshot
	if !s.has(k) {
		s.mu.Unlock()
		return x, deleted()
	}
	if x.Bytes < x.Of {
		s.ended(k.Order, k.job)
		x.State, k.Snapshot.State, k.job = wire.SnapshotUploading, wire.SnapshotUploading, nil
		err := s.save(k)
		s.mu.Unlock()
		return x, err
	}
	s.mu.Unlock()
	if got := hex.EncodeToString(k.sum.Sum(nil)); got != x.SHA256 {
		s.fail(k, "its SHA-256 is "+got+", and was to be "+x.SHA256)
		return x, problem.New(422, problem.BadRequest, "the archive is not the one that was announced").Remedy("its SHA-256 is %s; begin a new upload", got)
	}
	if err := s.done(k, func(x *wire.Snapshot) {}); err != nil {
		return x, err
	}
	return s.Snapshot(id, k.Snapshot.ID)
}
