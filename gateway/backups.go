package gateway

import (
	"context"
	"io"
	"net/netip"

	"berth/gateway/archive"
	"berth/gateway/backup"
	"berth/gateway/lease/book"
	"berth/gateway/lease/tenancy"
	"berth/shared/order"
	"berth/shared/wire"
)

// backedUp are orders' disks as backups know them: by the first order of a chain of replacements, and with what is copied counted
// as traffic of the order that is its last.
type backedUp struct {
	disks *tenancy.Disks
	book  *book.Book
}

var _ backup.Disks = backedUp{}

// last is the order that has a workload now.
func (b backedUp) last(id order.ID) order.ID {
	last := id
	b.book.Look(id, func(o *book.Order) { last = o.Last().Rec.Order.ID })
	return last
}

// List implements backup.Disks.
func (b backedUp) List(id order.ID) ([]wire.Disk, error) { return b.disks.List(b.last(id)) }

// Pack implements backup.Disks.
func (b backedUp) Pack(ctx context.Context, id order.ID, disk string, stop bool, to io.Writer) error {
	id = b.last(id)
	_, err := b.disks.Pack(ctx, id, disk, stop, &metered{w: to, moved: func(n uint64) error { return b.disks.Moved(id, n) }})
	return err
}

// Unpack implements backup.Disks.
func (b backedUp) Unpack(ctx context.Context, id order.ID, disk string, inPlace bool, from io.Reader) error {
	id = b.last(id)
	_, err := b.disks.Unpack(ctx, id, disk, archive.How{InPlace: inPlace}, &metered{r: from, moved: func(n uint64) error { return b.disks.Moved(id, n) }})
	return err
}

// meteredEvery is after how many bytes what is copied is counted.
const meteredEvery = 1 << 20

// metered counts what goes through it, and ends it where there is no traffic left.
type metered struct {
	w     io.Writer
	r     io.Reader
	moved func(bytes uint64) error
	n     uint64
}

func (m *metered) Write(p []byte) (int, error) {
	n, err := m.w.Write(p)
	return n, m.count(n, err)
}

func (m *metered) Read(p []byte) (int, error) {
	n, err := m.r.Read(p)
	return n, m.count(n, err)
}

// count counts at each MiB, and at an end.
func (m *metered) count(n int, err error) error {
	if m.n += uint64(n); m.n < meteredEvery && err == nil {
		return nil
	}
	over := m.moved(m.n)
	m.n = 0
	if err != nil {
		return err
	}
	return over
}

// openBackups makes what backs disks up.
func (g *Gateway) openBackups() (*backup.Keeper, error) {
	cfg := backup.Config{
		ChainID: g.cfg.Contracts.ChainID, Market: g.cfg.Contracts.Market, Node: g.cfg.Node, Named: g.cfg.BackupServers,
		Disks: backedUp{g.keeper.Disks, g.keeper.Book}, Orders: g.keeper.Book, Store: g.ledger,
		Happened: func(id order.ID, h wire.Happening) { g.keeper.Book.Change(id, func(o *book.Order) { o.Happened(h) }) },
		Log:      g.log, Now: g.cfg.Now,
	}
	if c, ok := g.cluster.(interface{ Closed() []netip.Prefix }); ok {
		cfg.Closed = c.Closed
	}
	if g.cfg.Scheme == "http" { // on this machine alone, where buckets are for trying out
		cfg.Named = append([]string{"localhost:*", "127.0.0.1:*"}, cfg.Named...)
	}
	return backup.New(cfg)
}
