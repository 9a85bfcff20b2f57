//go:build unix

package listen

import "syscall"

// descriptors is how many files and connections the process may have open.
func descriptors() int {
	var l syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &l); err != nil {
		return unknown
	}
	return int(min(uint64(l.Cur), 1<<30))
}
