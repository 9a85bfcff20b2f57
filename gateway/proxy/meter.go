package proxy

import (
	"errors"
	"net"
	"sync/atomic"
	"time"
)

// errTraffic is a connection of an order whose traffic is used up.
var errTraffic = errors.New("the order's traffic is used up")

// metered counts a connection's bytes for its order, ends it when those that were bought are used up, and ends it when
// nothing has moved in either direction for the idle time.
type metered struct {
	net.Conn
	meter *atomic.Uint64
	limit *atomic.Uint64
	idle  time.Duration
	armed atomic.Int64 // Unix nanoseconds when the deadline was last set
}

// arm moves the deadline on, though not for every packet.
func (m *metered) arm() {
	if m.idle <= 0 {
		return
	}
	now := time.Now()
	if last := m.armed.Load(); now.UnixNano()-last > int64(m.idle/8) {
		m.armed.Store(now.UnixNano())
		m.Conn.SetDeadline(now.Add(m.idle))
	}
}

// NetConn is the connection below, for who looks into its socket or moves bytes from there; the latter tells Count.
func (m *metered) NetConn() net.Conn { return m.Conn }

// Count counts bytes that were moved past Read.
func (m *metered) Count(n int) error {
	m.arm()
	if m.meter.Add(uint64(n)) > m.limit.Load() {
		return errTraffic
	}
	return nil
}

func (m *metered) Read(b []byte) (int, error) {
	m.arm()
	n, err := m.Conn.Read(b)
	if n > 0 && m.meter.Add(uint64(n)) > m.limit.Load() {
		return 0, errTraffic
	}
	return n, err
}

func (m *metered) Write(b []byte) (int, error) {
	m.arm()
	if m.meter.Add(uint64(len(b))) > m.limit.Load() {
		return 0, errTraffic
	}
	return m.Conn.Write(b)
}
