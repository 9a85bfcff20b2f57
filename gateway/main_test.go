package gateway

import (
	"os"
	"testing"

	"berth/gateway/local"
)

func TestMain(m *testing.M) {
	local.Main()
	os.Exit(m.Run())
}
