//go:build !linux

package splice

import "net"

// Move is ErrUnable here.
func Move(_, _ net.Conn, _ int64, _ Steps) (int64, error) { return 0, ErrUnable }
