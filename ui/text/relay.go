package text

// RelayWhys are why the platform does not pay the network fee of an order (wire.RelayWhy), as the end of a sentence.
var RelayWhys = map[string]Text{
	"orders":   {"it does so for a wallet's first orders only", "只为每个钱包最初的几笔订单支付"},
	"wallet":   {"this wallet has tried often enough today", "这个钱包今天的次数已用完"},
	"address":  {"enough was asked for from your network today", "你所在网络今天的次数已用完"},
	"day":      {"what it spends in a day is spent", "平台今天的额度已用完"},
	"node":     {"too many orders with this node failed today", "今天与该节点的失败订单太多"},
	"gas":      {"the network is too dear at the moment", "网络费目前过高"},
	"key":      {"it has not enough coin at the moment", "平台账户暂时余额不足"},
	"busy":     {"another order of yours is under way", "你的另一笔订单正在处理"},
	"token":    {"not for this currency, or not with this wallet", "不支持这种币或这个钱包"},
	"referrer": {"the node's quote does not name this platform", "节点的报价没有注明本平台"},
	"contract": {"not for accounts or nodes that are contracts", "不支持合约账户或合约节点"},
	"refused":  {"the contracts would refuse it", "合约会拒绝这笔订单"},
}
