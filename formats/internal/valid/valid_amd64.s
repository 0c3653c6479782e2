//go:build !purego

#include "textflag.h"

// func validAVX2(text *byte, blocks int, t *tables) bool
TEXT ·validAVX2(SB), NOSPLIT, $0-25
	MOVQ text+0(FP), SI
	MOVQ blocks+8(FP), CX
	MOVQ t+16(FP), DX
	VBROADCASTI128 (DX), Y15   // by the upper half of the first byte
	VBROADCASTI128 16(DX), Y14 // by its lower half
	VBROADCASTI128 32(DX), Y13 // by the upper half of the second byte
	VBROADCASTI128 48(DX), Y12 // 0x0f
	VBROADCASTI128 64(DX), Y11 // 0x60
	VBROADCASTI128 80(DX), Y10 // 0x70
	VBROADCASTI128 96(DX), Y9  // 0x80
	VPXOR Y8, Y8, Y8           // errors
	VPXOR Y1, Y1, Y1           // the block before
	XORL R8, R8                // its bytes beyond ASCII

loop:
	VMOVDQU (SI), Y0
	VPMOVMSKB Y0, AX
	ORL AX, R8
	JZ next

	// The bytes one, two and three before each.
	VPERM2I128 $0x21, Y0, Y1, Y2
	VPALIGNR $15, Y2, Y0, Y3
	VPALIGNR $14, Y2, Y0, Y4
	VPALIGNR $13, Y2, Y0, Y5

	VPSRLW $4, Y3, Y6
	VPAND Y12, Y6, Y6
	VPSHUFB Y6, Y15, Y6
	VPAND Y12, Y3, Y7
	VPSHUFB Y7, Y14, Y7
	VPAND Y6, Y7, Y6
	VPSRLW $4, Y0, Y7
	VPAND Y12, Y7, Y7
	VPSHUFB Y7, Y13, Y7
	VPAND Y6, Y7, Y6

	// Two continuations are right where a third or fourth byte is due, and
	// nothing else is right there.
	VPSUBUSB Y11, Y4, Y4
	VPSUBUSB Y10, Y5, Y5
	VPOR Y4, Y5, Y4
	VPAND Y9, Y4, Y4
	VPXOR Y6, Y4, Y4
	VPOR Y4, Y8, Y8

next:
	VMOVDQA Y0, Y1
	MOVL AX, R8
	ADDQ $32, SI
	DECQ CX
	JNZ loop

	VPTEST Y8, Y8
	SETEQ ret+24(FP)
	VZEROUPPER
	RET
