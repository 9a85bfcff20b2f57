// Package archive makes one stream of a folder, and a folder of such a stream: a tar archive (PAX, POSIX.1-2001) compressed
// with zstd (RFC 8878), as tar --zstd reads and writes it. What comes from outside is held to bounds, and nothing in it leads out of the
// folder that it is unpacked into.
package archive

import (
	"errors"
	"time"
)

// MediaType is that of an archive. There is none registered for both together.
const MediaType = "application/zstd"

// Extension is the end of an archive's file name.
const Extension = ".tar.zst"

// Content is what is in an archive, or came of it.
type Content struct {
	Bytes   uint64 `json:"bytes"`   // of files, without holes
	Entries int    `json:"entries"` // files, folders and links
	Skipped int    `json:"skipped"` // left out: devices, sockets, pipes, and what could not be read or made
	Changed int    `json:"changed"` // files that changed while they were read
}

// Limits bound what is unpacked. Each is to be set.
type Limits struct {
	Bytes   uint64        // of files, without holes
	Length  uint64        // of all files together with their holes
	Entries int           //
	Window  uint64        // of zstd, in bytes: so much memory it takes
	Time    time.Duration // in all
}

// LimitsOf are those of a disk of so many bytes.
func LimitsOf(disk uint64) Limits {
	return Limits{
		Bytes: disk, Length: 16 * disk, Entries: int(min(max(disk>>12, 10_000), maxEntries)), Window: maxWindow, Time: maxTime,
	}
}

const (
	maxEntries = 2_000_000
	maxWindow  = 32 << 20
	maxTime    = 2 * time.Hour
	maxName    = 4096 // bytes of a path: Linux's own limit
	maxDepth   = 128
)

// How is how what is in a folder is replaced.
type How struct {
	// InPlace deletes the old content first. Otherwise the new one is unpacked beside it, and takes its place once it is whole.
	InPlace bool `json:"inPlace"`
}

// Errors that callers branch on. They come wrapped, with words for whoever made the archive.
var (
	ErrBad  = errors.New("not an archive that can be unpacked") // it is damaged, or not an archive at all
	ErrOver = errors.New("more than fits")                      // it goes over a limit
	ErrFull = errors.New("the disk is full")
	ErrFrom = errors.New("the archive could not be read to its end") // its reader failed
	// ErrLost is beside one of the others where the folder has not its old content any more.
	ErrLost = errors.New("the old content is gone")
)
