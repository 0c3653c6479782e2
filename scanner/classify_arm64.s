//go:build !purego

#include "textflag.h"

// Offsets of the bitmaps in masks, chunkWords*8 apart.
#define DIGIT 0
#define LETTER 512
#define UPPER 1024
#define AT 1536
#define LABEL 2048
#define ESCAPE 2560
#define JOINT 3072
#define UNDER 3584
#define HIGH 4096
#define LEAD 4608

// BITS makes a word of 64 bytes in a to d: a bit where one has a bit in common
// with the bytes of which.
#define BITS(which, a, b, c, d, word) \
	VCMTST which.B16, a.B16, V8.B16 \
	VCMTST which.B16, b.B16, V9.B16 \
	VCMTST which.B16, c.B16, V10.B16 \
	VCMTST which.B16, d.B16, V11.B16 \
	VAND V19.B16, V8.B16, V8.B16 \
	VAND V19.B16, V9.B16, V9.B16 \
	VAND V19.B16, V10.B16, V10.B16 \
	VAND V19.B16, V11.B16, V11.B16 \
	VADDP V9.B16, V8.B16, V8.B16 \
	VADDP V11.B16, V10.B16, V10.B16 \
	VADDP V10.B16, V8.B16, V8.B16 \
	VADDP V8.B16, V8.B16, V8.B16 \
	VMOV V8.D[0], word

// CLASSES makes the classes of the bytes in text, see classLow.
#define CLASSES(text, class) \
	VAND V18.B16, text.B16, V8.B16 \
	VUSHR $4, text.B16, V9.B16 \
	VTBL V8.B16, [V16.B16], V8.B16 \
	VTBL V9.B16, [V17.B16], V9.B16 \
	VAND V9.B16, V8.B16, class.B16

// func classifyNEON(m unsafe.Pointer, text *byte, blocks int, tables *[64]byte)
TEXT ·classifyNEON(SB), NOSPLIT, $0-32
	MOVD m+0(FP), R0
	MOVD text+8(FP), R1
	MOVD blocks+16(FP), R2
	MOVD tables+24(FP), R3
	VLD1 (R3), [V16.B16]
	ADD $32, R3
	VLD1 (R3), [V17.B16]
	VMOVI $15, V18.B16
	MOVD $0x8040201008040201, R4
	VDUP R4, V19.D2
	VMOVI $1, V20.B16
	VMOVI $6, V21.B16  // letters have two classes
	VMOVI $8, V22.B16
	VMOVI $16, V23.B16
	VMOVI $32, V24.B16 // in text: a small letter
	VMOVI $64, V25.B16 // in text: not what continues a character
	VMOVI $128, V26.B16

loop:
	VLD1.P 64(R1), [V0.B16, V1.B16, V2.B16, V3.B16]
	CLASSES(V0, V4)
	CLASSES(V1, V5)
	CLASSES(V2, V6)
	CLASSES(V3, V7)
	BITS(V20, V4, V5, V6, V7, R4)
	MOVD R4, DIGIT(R0)
	BITS(V21, V4, V5, V6, V7, R4)
	MOVD R4, LETTER(R0)
	BITS(V24, V0, V1, V2, V3, R5)
	BIC R5, R4, R4
	MOVD R4, UPPER(R0)
	BITS(V22, V4, V5, V6, V7, R4)
	MOVD R4, AT(R0)
	BITS(V23, V4, V5, V6, V7, R4)
	MOVD R4, LABEL(R0)
	BITS(V24, V4, V5, V6, V7, R4)
	MOVD R4, ESCAPE(R0)
	BITS(V25, V4, V5, V6, V7, R4)
	MOVD R4, JOINT(R0)
	BITS(V26, V4, V5, V6, V7, R4)
	MOVD R4, UNDER(R0)
	BITS(V26, V0, V1, V2, V3, R4)
	MOVD R4, HIGH(R0)
	CBZ R4, ascii
	BITS(V25, V0, V1, V2, V3, R5)
	AND R5, R4, R4
ascii:
	MOVD R4, LEAD(R0)
	ADD $8, R0
	SUBS $1, R2
	BNE loop
	RET
