package backup

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"berth/shared/order"
)

// A backup is a folder in the user's bucket: <prefix>berth-<chain>-<order>/<time>/ with <disk>.tar.zst.age for each disk and, written
// last, manifest.json: without it the backup is not whole.

const (
	stamp        = "20060102T150405Z" // of times in names: basic ISO 8601, UTC
	diskEnd      = ".tar.zst.age"
	manifestName = "manifest.json"
	maxManifest  = 256 << 10
	maxDisks     = 64
	format       = "berth-backup/1"
)

// folder begins the names of all of an order's backups, below the bucket's prefix.
func folder(chainID uint64, id order.ID) string {
	return "berth-" + strconv.FormatUint(chainID, 10) + "-" + id.String() + "/"
}

// pathOf is a backup's, below the prefix, without a slash at its end.
func pathOf(chainID uint64, id order.ID, at time.Time) string {
	return folder(chainID, id) + at.UTC().Format(stamp)
}

var (
	pathForm = regexp.MustCompile(`^(berth-[0-9]{1,20}-[0-9]{1,20}/)([0-9]{8}T[0-9]{6}Z)$`)
	diskForm = regexp.MustCompile(`^[a-zA-Z0-9][a-zA-Z0-9._-]{0,127}$`)
)

// parsePath reads a backup's path: its order's folder and its time.
func parsePath(path string) (folder string, at time.Time, err error) {
	m := pathForm.FindStringSubmatch(path)
	if m == nil {
		return "", at, errors.New("no backup's path")
	}
	at, err = time.Parse(stamp, m[2])
	return m[1], at, err
}

// parseKey reads the name of an object below the prefix; false: it is none of a backup's.
func parseKey(key string) (path, file string, ok bool) {
	i := strings.LastIndexByte(key, '/')
	if i < 0 {
		return "", "", false
	}
	path, file = key[:i], key[i+1:]
	if _, _, err := parsePath(path); err != nil {
		return "", "", false
	}
	disk, cut := strings.CutSuffix(file, diskEnd)
	return path, file, file == manifestName || cut && diskForm.MatchString(disk)
}

// manifest is what a backup's last object says.
type manifest struct {
	Format  string       `json:"format"`
	ChainID uint64       `json:"chainId"`
	Market  string       `json:"market"`
	Node    string       `json:"node"`
	Order   order.ID     `json:"orderId"`
	At      time.Time    `json:"at"`
	Disks   []diskObject `json:"disks"`
}

// diskObject is a disk in it.
type diskObject struct {
	Disk   string `json:"disk"`
	Object string `json:"object"` // beside the manifest
	Bytes  int64  `json:"bytes"`  // of the archive before it was encrypted
	Stored int64  `json:"stored"` // of the object
	SHA256 string `json:"sha256"` // of the object, in hex
}

var sumForm = regexp.MustCompile(`^[0-9a-f]{64}$`)

// readManifest reads what may have been written by anybody.
func readManifest(raw []byte) (m manifest, err error) {
	if len(raw) > maxManifest {
		return m, errors.New("it is too long")
	}
	if err := json.Unmarshal(raw, &m); err != nil {
		return m, err
	}
	if m.Format != format {
		return m, fmt.Errorf("format %.40q is not %s", m.Format, format)
	}
	if len(m.Disks) > maxDisks {
		return m, errors.New("too many disks")
	}
	for i, d := range m.Disks {
		switch {
		case !diskForm.MatchString(d.Disk), d.Object != d.Disk+diskEnd, d.Bytes < 0, d.Stored <= 0, !sumForm.MatchString(d.SHA256):
			return m, fmt.Errorf("disk %d is not right", i)
		case slices.ContainsFunc(m.Disks[:i], func(x diskObject) bool { return x.Disk == d.Disk }):
			return m, fmt.Errorf("disk %d stands twice", i)
		}
	}
	return m, nil
}
