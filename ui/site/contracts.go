package site

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"

	"berth/shared/server/web"
	"berth/shared/wire"
)

// contractsFile is where a page finds them: not under /web/, which the service worker keeps.
const contractsFile = "contracts.json"

// contracts writes which contracts the app speaks to; without any, that there are none: not every web server tells a file
// that is missing from a page.
func (b *builder) contracts() error {
	var c wire.Contracts
	if b.cfg.Contracts != "" {
		raw, err := os.ReadFile(b.cfg.Contracts)
		if err != nil {
			return fmt.Errorf("contracts: %w", err)
		}
		if err := web.Decode(raw, &c); err != nil {
			return fmt.Errorf("contracts: %s: %w", b.cfg.Contracts, err)
		}
		if c.ChainID == 0 || c.Token.IsZero() || c.Registry.IsZero() || c.Market.IsZero() || len(c.Tokens) == 0 {
			return fmt.Errorf("contracts: %s: needs chainId, token, registry, market and tokens", b.cfg.Contracts)
		}
	} else if b.cfg.RPC != "" {
		return errors.New("contracts: an RPC goes with the contracts' addresses")
	}
	if b.cfg.RPC != "" {
		c.RPC = b.cfg.RPC
	}
	out, err := json.MarshalIndent(c, "", "  ")
	if err != nil {
		return fmt.Errorf("contracts: %w", err)
	}
	return b.write(contractsFile, append(out, '\n'))
}
