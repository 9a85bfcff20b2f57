package backup

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"time"

	"filippo.io/age"

	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/server/steady"
	"berth/shared/wire"
)

// backup copies an order's disks into its user's bucket, and then deletes there what is not kept.
func (k *Keeper) backup(ctx context.Context, id order.ID, todo wire.BackupPlan, j *job) error {
	to, err := recipients(todo.Recipients)
	if err != nil {
		return &fault{kind: wire.FaultIdentity, err: err}
	}
	s, err := k.open(todo.Bucket, jobCalls)
	if err != nil {
		return err
	}
	disks, err := k.cfg.Disks.List(id)
	if err != nil {
		return &fault{kind: wire.FaultDisk, err: err}
	}
	if len(disks) > maxDisks {
		disks = disks[:maxDisks]
	}
	own := folder(k.cfg.ChainID, id)
	s.abandon(ctx, own)
	run := j.now()
	m := manifest{
		Format: format, ChainID: k.cfg.ChainID, Market: k.cfg.Market.String(), Node: k.cfg.Node.String(), Order: id, At: run.Began, Disks: []diskObject{},
	}
	for _, d := range disks {
		j.at(d.Name)
		one, err := k.copyOut(ctx, s, id, d, todo.Stop, to, run.Path, j)
		if err != nil {
			return err
		}
		m.Disks = append(m.Disks, one)
	}
	raw, err := json.MarshalIndent(m, "", "  ")
	if err != nil {
		return fmt.Errorf("manifest: %w", err)
	}
	raw = append(raw, '\n')
	if err := s.putSmall(ctx, run.Path+"/"+manifestName, raw, "application/json"); err != nil {
		return err
	}
	back, err := s.getSmall(ctx, run.Path+"/"+manifestName, int64(len(raw)))
	if err != nil {
		return err
	}
	if !bytes.Equal(raw, back) {
		return &fault{kind: wire.FaultAltered, op: "get", err: errors.New("another manifest")}
	}
	return k.retain(ctx, s, own, todo.Keep)
}

// copyOut writes a disk as an object. In memory there is one part of it at a time.
func (k *Keeper) copyOut(ctx context.Context, s *bucket, id order.ID, d wire.Disk, stop bool, to []age.Recipient, path string, j *job) (diskObject, error) {
	unread, cancel := context.WithCancel(ctx)
	defer cancel()
	one := diskObject{Disk: d.Name, Object: d.Name + diskEnd}
	r, w := io.Pipe()
	stored := &counter{to: w, sum: sha256.New(), seen: j.add}
	plain := &counter{}
	packed := make(chan error, 1)
	go func() {
		err := func() (err error) {
			defer steady.Error(&err)
			return k.pack(unread, id, d.Name, stop, plain, stored, to)
		}()
		if err != nil {
			w.CloseWithError(&packError{err}) // never an error that a reader could take for the end
		} else {
			w.Close()
		}
		packed <- err
	}()
	there, err := s.put(ctx, path+"/"+one.Object, r, int64(d.SizeMiB)<<20)
	r.CloseWithError(errUnread)
	cancel() // what packs may wait for something else
	packing := <-packed
	if own := (*packError)(nil); errors.As(err, &own) || err == nil && packing != nil {
		return one, packFault(packing)
	}
	if err != nil {
		return one, err
	}
	one.Bytes, one.Stored, one.SHA256 = plain.n, stored.n, hex.EncodeToString(stored.sum.Sum(nil))
	size, err := s.size(ctx, path+"/"+one.Object)
	if err == nil && (size != one.Stored || there != one.Stored) {
		err = &fault{kind: wire.FaultAltered, op: "put", err: fmt.Errorf("%d bytes of %d", size, one.Stored)}
	}
	return one, err
}

// pack writes a disk's archive, encrypted.
func (k *Keeper) pack(ctx context.Context, id order.ID, disk string, stop bool, plain, stored *counter, to []age.Recipient) error {
	sealed, err := age.Encrypt(stored, to...)
	if err != nil {
		return err
	}
	plain.to = sealed
	if err := k.cfg.Disks.Pack(ctx, id, disk, stop, plain); err != nil {
		return err
	}
	return sealed.Close()
}

var errUnread = errors.New("nobody reads what is packed")

// packError is one of packing, which comes out of what is uploaded.
type packError struct{ error }

// Unwrap gives the cause.
func (e *packError) Unwrap() error { return e.error }

// packFault is why a disk could not be copied; errBusy: not now.
func packFault(err error) error {
	var p *problem.Problem
	if errors.As(err, &p) && (p.Code == problem.Busy || p.Code == problem.Unavailable) {
		return errBusy
	}
	return &fault{kind: wire.FaultDisk, err: err}
}

// counter counts what is written through it.
type counter struct {
	to   io.Writer
	n    int64
	sum  hash.Hash // nil: none
	seen func(int) // nil: nobody is told
}

func (c *counter) Write(p []byte) (int, error) {
	n, err := c.to.Write(p)
	c.n += int64(n)
	if c.sum != nil {
		c.sum.Write(p[:n])
	}
	if c.seen != nil {
		c.seen(n)
	}
	return n, err
}

// retain deletes what of an order's backups is not kept, the manifest first: what is left of a backup is none.
func (k *Keeper) retain(ctx context.Context, s *bucket, own string, keep wire.BackupKeep) error {
	if keep == (wire.BackupKeep{}) {
		return nil
	}
	all, err := s.list(ctx, own)
	if err != nil {
		return err
	}
	ctx, done := context.WithTimeout(ctx, retainTime)
	defer done()
	for _, e := range spare(all, keep, k.cfg.Now()) {
		if e.Whole {
			if err := s.remove(ctx, e.Path+"/"+manifestName); err != nil {
				return err
			}
		}
		for _, d := range e.Disks {
			if err := s.remove(ctx, e.Path+"/"+d.Disk+diskEnd); err != nil {
				return err
			}
		}
	}
	return nil
}

const retainTime = 10 * time.Minute

// recipients reads age's X25519 recipients.
func recipients(texts []string) (all []age.Recipient, err error) {
	for _, t := range texts {
		r, err := age.ParseX25519Recipient(t)
		if err != nil {
			return nil, err
		}
		all = append(all, r)
	}
	if len(all) == 0 {
		return nil, errors.New("no recipient")
	}
	return all, nil
}
