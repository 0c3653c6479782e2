//go:build !purego

#include "textflag.h"

// CLASSES makes the classes of the bytes in text and gathers what else there is.
#define CLASSES(text, class) \
	VORR text.B16, V13.B16, V13.B16 \
	VCMEQ V15.B16, text.B16, V8.B16 \
	VORR V8.B16, V14.B16, V14.B16 \
	VAND V18.B16, text.B16, V8.B16 \
	VUSHR $4, text.B16, V9.B16 \
	VTBL V8.B16, [V16.B16], V8.B16 \
	VTBL V9.B16, [V17.B16], V9.B16 \
	VCMTST V9.B16, V8.B16, class.B16 \
	VAND V19.B16, class.B16, class.B16

// func findNEON(dst *uint64, text *byte, blocks int, tables *[32]byte) (high, zero uint64)
TEXT ·findNEON(SB), NOSPLIT, $0-48
	MOVD dst+0(FP), R0
	MOVD text+8(FP), R1
	MOVD blocks+16(FP), R2
	MOVD tables+24(FP), R3
	VLD1 (R3), [V16.B16, V17.B16]
	VMOVI $15, V18.B16
	MOVD $0x8040201008040201, R4
	VDUP R4, V19.D2
	VEOR V13.B16, V13.B16, V13.B16
	VEOR V14.B16, V14.B16, V14.B16
	VEOR V15.B16, V15.B16, V15.B16

loop:
	VLD1.P 64(R1), [V0.B16, V1.B16, V2.B16, V3.B16]
	CLASSES(V0, V4)
	CLASSES(V1, V5)
	CLASSES(V2, V6)
	CLASSES(V3, V7)
	VADDP V5.B16, V4.B16, V4.B16
	VADDP V7.B16, V6.B16, V6.B16
	VADDP V6.B16, V4.B16, V4.B16
	VADDP V4.B16, V4.B16, V4.B16
	VMOV V4.D[0], R4
	MOVD.P R4, 8(R0)
	SUBS $1, R2
	BNE loop

	VMOV V13.D[0], R4
	VMOV V13.D[1], R5
	ORR R5, R4, R4
	AND $0x8080808080808080, R4, R4
	MOVD R4, high+32(FP)
	VMOV V14.D[0], R4
	VMOV V14.D[1], R5
	ORR R5, R4, R4
	MOVD R4, zero+40(FP)
	RET
