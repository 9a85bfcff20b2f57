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
// second more. One that runs to its end answers nobody, and ends the process with its code if that is not 0.
func Serve(ctx context.Context, ln net.Listener, c Container) error {
	s := settings{
		Image: c.Image, Order: c.Order, Node: c.Node, Region: c.Region, Service: c.Service, Disk: c.Disk, DiskBytes: c.DiskBytes, Env: c.Env,
	}
	if c.Image == taskImage {
		ln.Close()
		return runTask(ctx, s)
	}
	program, ok := builtin[c.Image]
	if !ok {
		ln.Close()
		return fmt.Errorf("no image %.80q; there are %v", c.Image, Images())
	}
	err := answer(ctx, program, s, func() (net.Listener, error) { return ln, nil })
	if err != nil {
		ln.Close()
	}
	return err
}
