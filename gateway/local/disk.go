package local

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"

	"berth/gateway/archive"
	"berth/gateway/cluster"
	"berth/gateway/manifest"
	"berth/shared/order"
)

var _ cluster.Disker = (*Runtime)(nil)

// HasDisks implements cluster.Disker.
func (r *Runtime) HasDisks() bool { return true }

// Pack implements cluster.Disker.
func (r *Runtime) Pack(ctx context.Context, w cluster.Workload, disk string, still bool, to io.Writer) (archive.Content, error) {
	dir, _, err := r.diskOf(w, disk)
	if err != nil {
		return archive.Content{}, err
	}
	if still && r.uses(w.Order, disk) {
		return archive.Content{}, fmt.Errorf("local runtime: order %s: %w", w.Order, cluster.ErrInUse)
	}
	return archive.Pack(ctx, dir, to)
}

// Unpack implements cluster.Disker. Here what uses a disk has ended when it was told to, so that nothing is waited for.
func (r *Runtime) Unpack(ctx context.Context, w cluster.Workload, disk string, how archive.How, from io.Reader) (archive.Content, error) {
	dir, size, err := r.diskOf(w, disk)
	if err != nil {
		return archive.Content{}, err
	}
	if r.uses(w.Order, disk) {
		return archive.Content{}, fmt.Errorf("local runtime: order %s: %w", w.Order, cluster.ErrInUse)
	}
	return archive.Unpack(ctx, dir, how, archive.LimitsOf(size), from)
}

// uses reports whether a process runs that has a disk.
func (r *Runtime) uses(id order.ID, disk string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	o := r.orders[id]
	if o == nil {
		return false
	}
	for _, s := range o.workload.Manifest.Services {
		if p := o.procs[s.Name]; slices.Contains(s.Disks(), disk) && (p != nil && p.cancel != nil && !p.ended.Load() || o.old[s.Name] != nil) {
			return true
		}
	}
	return false
}

// diskOf is where a disk lies, which is made if it was not used yet, and how large it may be. A service has one folder for all of its disks: it is
// that of its first one, and of the first service that has it.
func (r *Runtime) diskOf(w cluster.Workload, disk string) (dir string, size uint64, err error) {
	i := slices.IndexFunc(w.Manifest.Volumes, func(v manifest.Volume) bool { return v.Name == disk })
	j := slices.IndexFunc(w.Manifest.Services, func(s manifest.Service) bool { return len(s.Mounts) > 0 && s.Mounts[0].Volume == disk })
	if i < 0 || j < 0 {
		return "", 0, fmt.Errorf("local runtime: order %s: disk %s: %w", w.Order, disk, cluster.ErrNoDisk)
	}
	if _, err := os.Stat(filepath.Join(r.dir, w.Order.String())); errors.Is(err, os.ErrNotExist) {
		return "", 0, fmt.Errorf("local runtime: order %s: %w", w.Order, cluster.ErrNoDisk)
	}
	shares, _ := w.Manifest.Share(w.Resources)
	dir = filepath.Join(r.home(w.Order, w.Manifest.Services[j].Name), "disk")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", 0, fmt.Errorf("local runtime: order %s: %w", w.Order, err)
	}
	return dir, uint64(shares.Volumes[i]) << 20, nil
}
