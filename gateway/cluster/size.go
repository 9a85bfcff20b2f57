package cluster

import "berth/shared/order"

// Disk is one that an order has.
type Disk struct {
	SizeMiB uint32 // that it has, or is to have as soon as it has grown
	Grows   bool   // it can be made larger
}

// Sizer knows how large disks are. It asks nobody.
type Sizer interface {
	// Disks are those of an order by their names, also those that nothing uses any more; empty: it has none, or they are not known.
	Disks(id order.ID) map[string]Disk
	// Grows reports whether disks that the runtime makes now can be made larger later.
	Grows() bool
}
