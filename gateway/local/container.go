package local

import (
	"context"
	"fmt"
	"net"

	"berth/shared/order"
)

// Container is a built-in image as the one process of a container, for clusters that are to have these images.
type Container struct {
	Image     string // one of Images
	Order     order.ID
	Node      string
	Region    string
	Service   string
	Disk      string // where its disk is, empty: none
	DiskBytes int64
	Env       map[string]string
}

// Serve is the image's process: it answers on the listener, which it closes, until ctx ends. Requests under way have a
// second more.
func Serve(ctx context.Context, ln net.Listener, c Container) error {
	program, ok := builtin[c.Image]
	if !ok {
		ln.Close()
		return fmt.Errorf("no image %.80q; there are %v", c.Image, Images())
	}
	s := settings{
		Image: c.Image, Order: c.Order, Node: c.Node, Region: c.Region, Service: c.Service, Disk: c.Disk, DiskBytes: c.DiskBytes, Env: c.Env,
	}
	err := answer(ctx, program, s, func() (net.Listener, error) { return ln, nil })
	if err != nil {
		ln.Close()
	}
	return err
}
