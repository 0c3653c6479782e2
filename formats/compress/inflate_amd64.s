//go:build !purego

#include "textflag.h"
#include "go_asm.h"

// REFILL fills R12 up to at least 56 bits. R13 holds how many there are, modulo
// 64: what its upper bits hold is of no consequence.
#define REFILL \
	MOVQ (R8), AX \
	SHLXQ R13, AX, AX \
	ORQ AX, R12 \
	MOVL R13, AX \
	NOTL AX \
	SHRL $3, AX \
	ANDL $7, AX \
	ADDQ AX, R8 \
	ORL $56, R13

// TAKE takes away the bits of the entry AX; shifts look at its lowest six bits
// only.
#define TAKE \
	SHRXQ AX, R12, R12 \
	SUBL AX, R13

// LITERALS puts down those of the entry AX, and loads the next one.
#define LITERALS \
	TAKE \
	MOVL AX, DX \
	SHRL $16, DX \
	MOVW DX, (R10) \
	SHRL $6, AX \
	ANDL $3, AX \
	ADDQ AX, R10 \
	MOVL R12, BX \
	ANDL $(1<<const_litBits-1), BX \
	MOVL inflater_lit(SI)(BX*4), AX

// VALUE puts into v what the entry AX stands for, a length or a distance with
// the bits behind its code, and takes them away.
#define VALUE(v) \
	BZHIQ AX, R12, v \
	MOVL AX, CX \
	SHRL $8, CX \
	SHRXQ CX, v, v \
	MOVL AX, CX \
	SHRL $16, CX \
	ADDQ CX, v \
	TAKE

// LONG goes on with the entry AX in the second table.
#define LONG(width, table) \
	SHRQ $width, R12 \
	SUBL $width, R13 \
	MOVL AX, CX \
	SHRL $8, CX \
	ANDL $15, CX \
	BZHIQ CX, R12, BX \
	SHRL $16, AX \
	ADDQ BX, AX \
	MOVL table(SI)(AX*4), AX

// func runBMI2(z *inflater, last, room int) (end int)
TEXT ·runBMI2(SB), NOSPLIT, $0-32
	MOVQ z+0(FP), SI
	MOVQ inflater_in(SI), R9
	MOVQ R9, R8
	ADDQ inflater_pos(SI), R8
	ADDQ last+8(FP), R9
	MOVQ inflater_out(SI), R11
	MOVQ R11, R10
	ADDQ inflater_op(SI), R10
	MOVQ R11, DI
	ADDQ inflater_begin(SI), DI
	ADDQ room+16(FP), R11
	MOVQ inflater_bit(SI), R12
	MOVQ inflater_nb(SI), R13

loop:
	CMPQ R8, R9
	JHI  full
	CMPQ R10, R11
	JHI  full
	REFILL
	MOVL R12, BX
	ANDL $(1<<const_litBits-1), BX
	MOVL inflater_lit(SI)(BX*4), AX
	TESTL $const_isLiteral, AX
	JZ length
	LITERALS
	TESTL $const_isLiteral, AX
	JZ length
	LITERALS
	TESTL $const_isLiteral, AX
	JZ length
	LITERALS
	JMP loop

length:
	TESTL $const_isOther, AX
	JNZ other
size:
	VALUE(DX)
	REFILL
	MOVL R12, BX
	ANDL $(1<<const_distBits-1), BX
	MOVL inflater_dist(SI)(BX*4), AX
	TESTL $const_isOther, AX
	JNZ otherDist
distance:
	VALUE(BX)
	MOVQ R10, CX
	SUBQ DI, CX
	CMPQ BX, CX
	JHI bad
	MOVQ R10, CX
	SUBQ BX, CX  // where it is copied from
	ADDQ R10, DX // where it ends
	CMPQ BX, $16
	JLT near
	MOVOU (CX), X0
	MOVOU X0, (R10)
	ADDQ $16, R10
	CMPQ R10, DX
	JAE copied
	SUBQ R10, CX
far: // the source is CX behind
	MOVOU 16(R10)(CX*1), X0
	MOVOU X0, (R10)
	ADDQ $16, R10
	CMPQ R10, DX
	JLT far
copied:
	MOVQ DX, R10
	JMP loop

near:
	CMPQ BX, $8
	JGE eights
	// Eight bytes at a time of which the first BX are right, and so twice as
	// many the next time.
	MOVQ (CX), AX
	MOVQ AX, (R10)
	ADDQ BX, R10
	ADDQ BX, BX
	JMP near
eights:
	MOVQ (CX), AX
	MOVQ AX, (R10)
	ADDQ $8, CX
	ADDQ $8, R10
	CMPQ R10, DX
	JLT eights
	MOVQ DX, R10
	JMP loop

other:
	TESTL $const_isLong, AX
	JZ special
	LONG(const_litBits, inflater_litLong)
	TESTL $(const_isOther|const_isLiteral), AX
	JZ size
special:
	TAKE
	TESTL $const_isLiteral, AX
	JZ last
	SHRL $16, AX
	MOVB AX, (R10)
	INCQ R10
	JMP loop
last:
	TESTL $const_isEnd, AX
	JZ bad
	MOVQ $1, AX
	JMP done

otherDist:
	TESTL $const_isLong, AX
	JZ bad
	LONG(const_distBits, inflater_distLong)
	TESTL $const_isOther, AX
	JZ distance
bad:
	MOVQ $-1, AX
	JMP done
full:
	XORL AX, AX
done:
	MOVQ AX, end+24(FP)
	SUBQ inflater_in(SI), R8
	MOVQ R8, inflater_pos(SI)
	SUBQ inflater_out(SI), R10
	MOVQ R10, inflater_op(SI)
	MOVQ R12, inflater_bit(SI)
	ANDL $63, R13
	MOVQ R13, inflater_nb(SI)
	RET
