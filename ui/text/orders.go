package text

// Words of the list of orders.
var (
	OrdersLead = Text{
		"What you rent, and what it costs by the second. You can end it at any time.",
		"你租用的资源，以及按秒累计的费用。订单随时可以结束。",
	}
	OrdersLoading = Text{"Loading your orders", "正在加载订单"}
	OrdersLogin   = Text{"Log in to see your orders", "登录后查看订单"}
	OrdersWhich   = Text{"Which orders", "哪些订单"}
	OrdersLive    = Text{"Running", "进行中"}
	OrdersEnded   = Text{"Ended", "已结束"}
	OrdersMore    = Text{"Show more orders", "显示更多订单"}

	NoOrdersTitle = Text{"No orders yet", "还没有订单"}
	NoOrdersText  = Text{"Rent from a node, and you see here what runs, what it has cost and how long it lasts.", "租用节点后，这里会显示运行情况、已花费用和剩余时间。"}
	NoEndedTitle  = Text{"No order has ended yet", "还没有结束的订单"}
	NoEndedText   = Text{"Orders that are over are kept here, with who got what.", "结束的订单会保留在这里，并列明资金去向。"}

	StateCreated   = Text{"Waiting for the node", "等待节点"}
	StateActive    = Text{"Running", "运行中"}
	StateCompleted = Text{"Completed", "已完成"}
	StateCancelled = Text{"Cancelled", "已取消"}
	StateReplaced  = Text{"Replaced", "已替换"}

	OrderNo     = Text{"Order %d", "订单 %d"}
	OrderWith   = Text{"%s · order %d", "%s · 订单 %d"}
	OnNode      = Text{"on %s", "节点 %s"}
	NodeLeaves  = Text{"The node leaves", "节点将退出"}
	EndedAt     = Text{"Ended", "结束于"}
	OrderColumn = Text{"Order", "订单"}
	StateColumn = Text{"State", "状态"}
)
