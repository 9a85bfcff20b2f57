package chain

import (
	"context"
	"errors"
	"fmt"

	"github.com/ethereum/go-ethereum/core/types"
	"github.com/ethereum/go-ethereum/rpc"
)

// Heads subscribes to new heads: the channel gets a value soon after each, several may share one, and is closed when the
// connection breaks or ctx ends. errors.ErrUnsupported is wrapped where the connection knows no subscriptions (HTTP).
func (c *Client) Heads(ctx context.Context) (<-chan struct{}, error) {
	heads := make(chan *types.Header, 16)
	first, cancel := context.WithTimeout(ctx, CallTimeout)
	defer cancel()
	sub, err := c.b.SubscribeNewHead(first, heads)
	if errors.Is(err, rpc.ErrNotificationsUnsupported) {
		return nil, fmt.Errorf("chain: heads: %w: %w", errors.ErrUnsupported, err)
	}
	if err != nil {
		return nil, fmt.Errorf("chain: heads: %w", err)
	}
	wake := make(chan struct{}, 1)
	// A head that came between the caller's last look and the subscription must not wait for the next one.
	wake <- struct{}{}
	go func() {
		defer close(wake)
		defer sub.Unsubscribe()
		for {
			select {
			case <-ctx.Done():
				return
			case err := <-sub.Err():
				if err != nil {
					c.warn("new heads are not told any more", "err", err)
				}
				return
			case <-heads:
				select {
				case wake <- struct{}{}:
				default:
				}
			}
		}
	}()
	return wake, nil
}
