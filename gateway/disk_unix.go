//go:build unix

package gateway

import "syscall"

// disk is how many bytes are free, for who is not root, and how many there are where a folder is.
func disk(folder string) (free, all uint64, err error) {
	var s syscall.Statfs_t
	if err := syscall.Statfs(folder, &s); err != nil {
		return 0, 0, err
	}
	return uint64(s.Bavail) * uint64(s.Bsize), uint64(s.Blocks) * uint64(s.Bsize), nil
}
