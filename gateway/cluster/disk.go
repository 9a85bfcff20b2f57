package cluster

import (
	"context"
	"errors"
	"io"

	"berth/gateway/archive"
)

// Disker reads and replaces what is on workloads' disks. A runtime need not be one. It is safe for concurrent use; who calls
// has made sure that nothing else is done with the same disk. A disk that nothing was ever written to is an empty one.
//
// The workload is as it was applied last, whether it runs or not; with it goes how large its disks are.
type Disker interface {
	// HasDisks reports whether Pack and Unpack can work here at all.
	HasDisks() bool
	// Pack writes what is on a disk as an archive: see archive.Pack. What uses the disk may run meanwhile, unless it is to be still: then
	// that is waited for, as by Unpack. Until it returns without an error the archive is not whole.
	Pack(ctx context.Context, w Workload, disk string, still bool, to io.Writer) (archive.Content, error)
	// Unpack replaces what is on a disk by an archive, which it reads to its end: see archive.Unpack. It waits for what uses
	// the disk to end, though not for long: ErrInUse. How much may be in the archive follows from the disk's size.
	Unpack(ctx context.Context, w Workload, disk string, how archive.How, from io.Reader) (archive.Content, error)
}

// Errors of a Disker that callers branch on, beside those of archive. They come wrapped.
var (
	ErrNoDisk      = errors.New("no such disk")                         // the workload has none of the name
	ErrInUse       = errors.New("the disk is in use")                   // something runs that mounts it
	ErrNoDiskPlace = errors.New("no room for a copy")                   // the machine has no room for what copies disks
	ErrUnsure      = errors.New("nobody knows what is on the disk now") // Unpack: the connection to what does it broke
	ErrNoDisker    = errors.New("disks are not copied")                 // this runtime cannot, as it is set up
)
