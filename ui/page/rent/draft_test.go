package rent

import (
	"testing"

	"berth/shared/amount"
	"berth/shared/eth"
	"berth/shared/resource"
)

func TestReach(t *testing.T) {
	var d draft
	if got := d.reach(); got != stepWhat {
		t.Errorf("empty: got %s", got)
	}
	d.Resources = resource.Resources{CPUMilli: 100, MemoryMiB: 64}
	if got := d.reach(); got != stepPrice {
		t.Errorf("with resources: got %s", got)
	}
	d.Rate, d.Duration, d.Offer = amount.NanoOf(5), 3600, "a"
	d.Asked = d.key()
	if got := d.reach(); got != stepAsk {
		t.Errorf("asked: got %s", got)
	}
	d.Quote = eth.Address{1}
	if got := d.reach(); got != stepPay {
		t.Errorf("chosen: got %s", got)
	}
	d.Rate = amount.NanoOf(6)
	if got := d.reach(); got != stepPrice {
		t.Errorf("changed after asking: got %s, want to be asked again", got)
	}
}
