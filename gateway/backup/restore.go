package backup

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"maps"
	"slices"
	"strings"

	"filippo.io/age"

	"berth/gateway/ledger"
	"berth/shared/eth"
	"berth/shared/order"
	"berth/shared/problem"
	"berth/shared/wire"
)

// Restore begins to replace what is on an order's disks by what is in a backup. The identity is kept in memory, until it is done. Its
// errors are problems, but for what the ledger says.
func (k *Keeper) Restore(ctx context.Context, user eth.Address, id order.ID, req wire.BackupRestore) (wire.BackupRun, error) {
	identity, err := age.ParseX25519Identity(strings.TrimSpace(req.Identity))
	if err != nil {
		return wire.BackupRun{}, problem.Field("identity", "an age identity: AGE-SECRET-KEY-1 and 58 letters and digits")
	}
	if _, _, err := parsePath(req.Path); err != nil {
		return wire.BackupRun{}, problem.Field("path", "that of a backup, such as berth-1-17/20260131T150405Z")
	}
	if t := k.cfg.Orders.Tenure(id); t.Over {
		return wire.BackupRun{}, problem.New(409, problem.OrderEnded, "order %s has ended", id)
	}
	at, err := k.bucketOf(id, req.Bucket)
	if err != nil {
		return wire.BackupRun{}, err
	}
	if err := k.wanted(id, req.Disks); err != nil {
		return wire.BackupRun{}, err
	}
	var m manifest
	err = k.checked(user, func() error {
		s, err := k.open(at, 8*listCalls)
		if err == nil {
			ctx, done := context.WithTimeout(ctx, checkTime)
			defer done()
			m, err = s.manifest(ctx, req.Path)
		}
		return err
	})
	if err != nil {
		return wire.BackupRun{}, shown(err)
	}
	for from := range req.Disks {
		if !slices.ContainsFunc(m.Disks, func(d diskObject) bool { return d.Disk == from }) {
			return wire.BackupRun{}, problem.Field("disks", "disks that are in the backup; %.40s is not", from)
		}
	}
	now := k.cfg.Now().UTC()
	run := wire.BackupRun{Kind: wire.KindRestore, Path: req.Path, Began: now}
	todo := wire.BackupRestore{Path: req.Path, Disks: maps.Clone(req.Disks), InPlace: req.InPlace}
	k.mu.Lock()
	defer k.mu.Unlock()
	if err := k.free(id, user); err != nil {
		return wire.BackupRun{}, err
	}
	p := k.plans[id]
	if p == nil {
		if len(k.plans) >= maxPlans {
			return wire.BackupRun{}, problem.New(503, problem.Unavailable, "this node has as many plans of backups as it takes")
		}
		p = &plan{Backup: ledger.Backup{Order: id, User: user}}
		k.plans[id] = p
	}
	k.launch(id, p, run, func(ctx context.Context, j *job) error {
		return k.restore(ctx, id, at, m, todo, identity, j)
	})
	return run, nil
}

// wanted reports whether the disks that are to be replaced are the order's, each once.
func (k *Keeper) wanted(id order.ID, disks map[string]string) error {
	if len(disks) == 0 || len(disks) > maxDisks {
		return problem.Field("disks", "one at least, by its name in the backup, and the order's disk that it goes to")
	}
	have, err := k.cfg.Disks.List(id)
	if err != nil {
		return err
	}
	seen := map[string]bool{}
	for _, to := range disks {
		if !slices.ContainsFunc(have, func(d wire.Disk) bool { return d.Name == to }) {
			return problem.Field("disks", "to disks that the order has; it has no %.40s", to)
		}
		if seen[to] {
			return problem.Field("disks", "to each disk once; %.40s stands twice", to)
		}
		seen[to] = true
	}
	return nil
}

// manifest reads a backup's.
func (s *bucket) manifest(ctx context.Context, path string) (m manifest, err error) {
	raw, err := s.getSmall(ctx, path+"/"+manifestName, maxManifest)
	if err != nil {
		return m, err
	}
	if m, err = readManifest(raw); err != nil {
		return m, &fault{kind: wire.FaultAltered, op: "get", err: fmt.Errorf("manifest: %w", err)}
	}
	return m, nil
}

// restore replaces disks, one after the other. A disk whose backup cannot be read to its end, whole and
// unaltered, keeps what is on it, unless it is replaced in place.
func (k *Keeper) restore(ctx context.Context, id order.ID, at wire.Bucket, m manifest, todo wire.BackupRestore, identity age.Identity, j *job) error {
	s, err := k.open(at, jobCalls)
	if err != nil {
		return err
	}
	for _, d := range m.Disks {
		to, ok := todo.Disks[d.Disk]
		if !ok {
			continue
		}
		j.at(to)
		if err := k.copyIn(ctx, s, id, todo, d, to, identity, j); err != nil {
			return err
		}
	}
	return nil
}

// copyIn replaces a disk by an object.
func (k *Keeper) copyIn(ctx context.Context, s *bucket, id order.ID, todo wire.BackupRestore, d diskObject, to string, identity age.Identity, j *job) error {
	o := s.read(ctx, todo.Path+"/"+d.Object, d.Stored, k.pause)
	defer func() { _ = o.Close() }() // what is read of it is checked
	from := &source{r: o, sum: sha256.New(), seen: j.add}
	plain, err := age.Decrypt(from, identity)
	if err != nil {
		var none *age.NoIdentityMatchError
		switch {
		case errors.As(err, &none):
			return &fault{kind: wire.FaultIdentity, err: err}
		case from.err != nil:
			return judge("get", from.err)
		}
		return &fault{kind: wire.FaultAltered, op: "get", err: err}
	}
	whole := &checked{r: plain, from: from, want: d.SHA256}
	if err := k.cfg.Disks.Unpack(ctx, id, to, todo.InPlace, whole); err != nil {
		switch {
		case from.err != nil:
			return judge("get", from.err)
		case whole.err != nil:
			return &fault{kind: wire.FaultAltered, op: "get", err: whole.err}
		}
		return &fault{kind: wire.FaultDisk, err: err}
	}
	if !whole.done {
		return &fault{kind: wire.FaultAltered, op: "get", err: errors.New("not read to its end")}
	}
	return nil
}

// source is an object that is read, with its sum and why it ended too early.
type source struct {
	r    io.Reader
	sum  hash.Hash
	seen func(int)
	err  error
}

func (s *source) Read(p []byte) (int, error) {
	n, err := s.r.Read(p)
	s.sum.Write(p[:n])
	s.seen(n)
	if err != nil && err != io.EOF {
		s.err = err
	}
	return n, err
}

// checked is an archive whose end is only told once the whole object is what its manifest says.
type checked struct {
	r    io.Reader
	from *source
	want string
	done bool
	err  error
}

func (c *checked) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	if err == io.EOF && !c.done {
		// What is behind the end of an age file is none of it.
		rest, more := io.Copy(io.Discard, c.from)
		switch {
		case more != nil:
			err = more
		case rest > 0, hex.EncodeToString(c.from.sum.Sum(nil)) != c.want:
			err = errors.New("it is another than the manifest says")
		default:
			c.done = true
		}
	}
	if err != nil && err != io.EOF {
		c.err = err
	}
	return n, err
}
